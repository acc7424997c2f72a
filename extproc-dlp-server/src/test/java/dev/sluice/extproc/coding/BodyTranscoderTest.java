package dev.sluice.extproc.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BodyTranscoderTest {
  private static final DecodingLimits WIDE = new DecodingLimits(100, 1 << 20, Long.MAX_VALUE);

  /** The result of coded bytes that were fed in pieces and encoded again. */
  private record Run(ByteString text, ByteString recoded, String end) {
    Run(ByteArrayOutputStream text, ByteArrayOutputStream recoded, String end) {
      this(
          ByteString.copyFrom(text.toByteArray()), ByteString.copyFrom(recoded.toByteArray()), end);
    }

    byte[] plain() {
      return text.toByteArray();
    }

    byte[] coded() {
      return recoded.toByteArray();
    }

    static Run of(CodedBodies how, byte[] body, int piece, DecodingLimits limits) {
      var plain = new ByteArrayOutputStream();
      var coded = new ByteArrayOutputStream();
      try (var recoding =
          new BodyTranscoder(ContentCodings.of(how.header()).orElseThrow(), limits)) {
        for (int at = 0; at < body.length; at += piece) {
          recoding.feed(Arrays.copyOfRange(body, at, Math.min(body.length, at + piece)));
          String fault = drain(recoding, plain, coded);
          if (!fault.isEmpty()) {
            return new Run(plain, coded, fault);
          }
        }
        if (!recoding.isComplete()) {
          return new Run(plain, coded, "early");
        }
        coded.writeBytes(recoding.finish());
      }
      return new Run(plain, coded, "");
    }

    private static String drain(
        BodyTranscoder recoding, ByteArrayOutputStream plain, ByteArrayOutputStream coded) {
      while (true) {
        switch (recoding.next()) {
          case DecodeResult.Plain(var bytes) -> {
            byte[] some = new byte[bytes.remaining()];
            bytes.get(some);
            plain.writeBytes(some);
            coded.writeBytes(recoding.encode(some));
          }
          case DecodeResult.NeedsInput() -> {
            coded.writeBytes(recoding.flush());
            return "";
          }
          case DecodeResult.Malformed(String why) -> {
            return why;
          }
          case DecodeResult.LimitExceeded() -> {
            return "too much";
          }
        }
      }
    }
  }

  static Stream<CodedBodies> codings() {
    return EnumSet.complementOf(EnumSet.of(CodedBodies.PLAIN)).stream();
  }

  @ParameterizedTest
  @MethodSource("codings")
  void body_unchanged_isEqualAfterDecoding(CodedBodies how) {
    var random = new Random(5);
    for (int size : new int[] {1, 2, 17, 300, 5_000, 200_000}) {
      byte[] plain = text(random, size);
      byte[] body = how.encode(plain);
      for (int piece : new int[] {1, 7, 1000, body.length}) {
        if (body.length / piece > 5_000) {
          continue;
        }
        Run run = Run.of(how, body, piece, WIDE);
        assertEquals("", run.end());
        assertArrayEquals(plain, run.plain());
        assertArrayEquals(plain, how.decode(run.coded()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("codings")
  void body_empty_staysEmpty(CodedBodies how) {
    Run run = Run.of(how, new byte[0], 1, WIDE);
    assertEquals("", run.end());
    assertEquals(0, run.coded().length);
  }

  @ParameterizedTest
  @MethodSource("codings")
  void body_notText_isEqualAfterDecoding(CodedBodies how) {
    Run run = Run.of(how, how.encode(new byte[0]), 1, WIDE);
    assertEquals("", run.end());
    assertEquals(0, run.plain().length);
    assertEquals(0, how.decode(run.coded()).length);
  }

  @ParameterizedTest
  @MethodSource("codings")
  void body_truncated_isNotComplete(CodedBodies how) {
    byte[] body = how.encode(text(new Random(3), 400));
    for (int length = 1; length < body.length; length++) {
      Run run = Run.of(how, Arrays.copyOf(body, length), 64, WIDE);
      assertTrue(!run.end().isEmpty(), "after " + length + " of " + body.length);
    }
  }

  @ParameterizedTest
  @MethodSource("codings")
  void body_trailingBytes_isMalformed(CodedBodies how) {
    byte[] body = how.encode(text(new Random(3), 400));
    for (int piece : new int[] {1, body.length, body.length + 3}) {
      byte[] longer = Arrays.copyOf(body, body.length + 3);
      Arrays.fill(longer, body.length, longer.length, (byte) 'x');
      assertTrue(!Run.of(how, longer, piece, WIDE).end().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void body_severalMembers_isOne(CodedBodies how) {
    byte[] one = how.encode("one, ".getBytes(StandardCharsets.UTF_8));
    byte[] two = how.encode("two".getBytes(StandardCharsets.UTF_8));
    byte[] body = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, body, one.length, two.length);
    for (int piece : new int[] {1, 3, body.length}) {
      Run run = Run.of(how, body, piece, WIDE);
      assertEquals("", run.end());
      assertEquals("one, two", new String(how.decode(run.coded()), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @MethodSource("codings")
  void body_byteChanged_neverOtherText(CodedBodies how) {
    var random = new Random(11);
    byte[] plain = text(random, 300);
    byte[] body = how.encode(plain);
    for (int at = 0; at < body.length; at++) {
      byte[] changed = body.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Run whole = Run.of(how, changed, changed.length, WIDE);
      Run bytewise = Run.of(how, changed, 1, WIDE);
      assertEquals(whole.end().isEmpty(), bytewise.end().isEmpty(), "changed at " + at);
      if (whole.end().isEmpty()) {
        assertArrayEquals(whole.plain(), bytewise.plain());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("codings")
  void bomb_anyCoding_isStopped(CodedBodies how) {
    byte[] body = how.encode(new byte[64 << 20]);
    for (int piece : new int[] {100, body.length}) {
      Run run = Run.of(how, body, piece, WIDE);
      assertEquals("too much", run.end());
      assertTrue(run.plain().length <= (1 << 20) + 100L * body.length + (1 << 14));
      assertTrue(run.coded().length < 1 << 20);
    }
  }

  @ParameterizedTest
  @MethodSource("codings")
  void body_tooLarge_isStopped(CodedBodies how) {
    byte[] body = how.encode(text(new Random(1), 30_000));
    assertEquals("too much", Run.of(how, body, 50, new DecodingLimits(100, 1 << 20, 20_000)).end());
  }

  /** A client must be able to read everything that a compressing upstream flushes. */
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZLIB", "RAW_DEFLATE", "BR", "ZSTD"})
  void pieces_flushed_leaveAtOnce(CodedBodies how) throws IOException {
    var wire = new ByteArrayOutputStream();
    var client = new ByteArrayOutputStream();
    var said = new StringBuilder();
    try (OutputStream upstream = how.writer(wire);
        var recoding = new BodyTranscoder(ContentCodings.of(how.header()).orElseThrow(), WIDE)) {
      for (int i = 0; i < 20; i++) {
        String event = "data: {\"content\":\" word" + i + "\"}\n\n";
        said.append(event);
        upstream.write(event.getBytes(StandardCharsets.UTF_8));
        upstream.flush();
        recoding.feed(wire.toByteArray());
        wire.reset();
        assertEquals("", Run.drain(recoding, new ByteArrayOutputStream(), client));
        byte[] seen = how.decodeStart(client.toByteArray());
        assertEquals(said.toString(), new String(seen, StandardCharsets.UTF_8));
      }
    }
  }

  private static byte[] text(Random random, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'a' + random.nextInt(5));
    }
    return bytes;
  }
}
