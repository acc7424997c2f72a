package dev.sluice.common.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValuesTest {
  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "30s, PT30S",
    "30, PT30S",
    "5m, PT5M",
    "2h, PT2H",
    "7d, PT168H",
    "0, PT0S"
  })
  void duration_validUnit_isParsed(String text, Duration expected) {
    assertEquals(expected, ConfigValues.duration(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5s", "1 s", "1w", "9999999999999s", "999999999999d"})
  void duration_otherText_isRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> ConfigValues.duration(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", ":1", "a:", "a:-1", "a:65536", "::1:80", "a:1x"})
  void hostPort_otherText_isRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
  }

  @Test
  void hostPort_text_roundTrips() {
    assertEquals("[::1]:80", HostPort.parse("[::1]:80").toString());
    assertEquals("db.example.com:0", HostPort.parse("db.example.com:0").toString());
  }
}
