package dev.sluice.extproc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A set of bytes that are almost a message. Where the library reads them, so must the view, with
 * the same result. The view may read what the library rejects only if the error is in an ignored
 * field.
 */
final class MalformedMessages {
  private static final int CHANGES = 20_000;

  private MalformedMessages() {}

  /** A reader that turns the bytes into a text. */
  interface Reading {
    String of(ByteString bytes) throws IOException;
  }

  /** Cuts the message at every place, and changes bytes. */
  static void check(byte[] message, Reading library, Reading ours) {
    for (int end = 0; end <= message.length; end++) {
      same(ByteString.copyFrom(message, 0, end), library, ours);
    }
    Random random = new Random(7);
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = message.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(changed.length);
        changed[at] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) (changed[at] ^ (1 << random.nextInt(8)));
      }
      same(ByteString.copyFrom(changed), library, ours);
    }
  }

  static void same(ByteString bytes, Reading library, Reading ours) {
    String expected;
    try {
      expected = library.of(bytes);
    } catch (IOException e) {
      refusedOrRead(bytes, ours);
      return;
    }
    try {
      assertEquals(expected, ours.of(bytes), () -> hex(bytes));
    } catch (IOException e) {
      fail("refused: " + hex(bytes), e);
    }
  }

  /** Checks that malformed bytes cause at most an {@link IOException}. */
  private static void refusedOrRead(ByteString bytes, Reading ours) {
    try {
      ours.of(bytes);
    } catch (IOException e) {
      // The library rejects them too.
    }
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
