package dev.sluice.common.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSinkTest {
  private final ByteSink sink = new ByteSink(1);

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 12_345, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void putDecimal_anyNumber_equalsToString(long value) {
    sink.put('x');
    sink.putDecimal(value);
    assertEquals("x" + value, text());
  }

  @Test
  void putHex_anyBytes_equalsHexFormat() {
    byte[] bytes = new byte[300];
    new Random(3).nextBytes(bytes);
    sink.putHex(bytes);
    sink.putHex(0x1234_abcdL, 4);
    assertEquals(HexFormat.of().formatHex(bytes) + "abcd", text());
  }

  @Test
  void put_moreThanCapacity_keepsAllBytes() {
    byte[] bytes = new byte[5_000];
    new Random(4).nextBytes(bytes);
    for (int at = 0; at < bytes.length; at += 50) {
      sink.put(bytes, at, 50);
    }
    assertArrayEquals(bytes, sink.toByteArray());
    assertEquals(bytes.length, sink.buffer().remaining());
  }

  @Test
  void clear_usedSink_isEmpty() {
    sink.put(new byte[100]);
    sink.clear();
    sink.put('a');
    assertEquals("a", text());
  }

  private String text() {
    return new String(sink.toByteArray(), StandardCharsets.US_ASCII);
  }
}
