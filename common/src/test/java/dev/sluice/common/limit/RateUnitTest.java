package dev.sluice.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateUnitTest {
  @ParameterizedTest
  @CsvSource({
    "second, PT1S",
    "minute, PT1M",
    "hour, PT1H",
    "day, PT24H",
    "15m, PT15M",
    "90s, PT90S",
    "24h, PT24H",
    "1d, PT24H"
  })
  void unit_valid_isDuration(String unit, Duration duration) {
    assertEquals(duration, RateUnit.parse(unit));
  }

  @Test
  void unit_overADay_saysWhatIsAllowed() {
    var error = assertThrows(IllegalArgumentException.class, () -> RateUnit.parse("25h"));
    assertEquals("the unit 25h is too long; use 1s to 1d", error.getMessage());
  }
}
