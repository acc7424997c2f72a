package dev.sluice.common.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeStartTest {
  private static final Instant LOGGED = Instant.parse("2026-11-26T01:02:03.004005Z");

  @ParameterizedTest
  @ValueSource(strings = {"P-10000D", "P-29D", "P-1D", "PT-2H", "PT0S", "PT2H", "P1D", "P10000D"})
  void recordId_anyClock_isThatOfEnvoysTime(Duration moved) {
    assertEquals(AuditRecordId.of("r", LOGGED), start(moved).recordId("r"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-27D", "P-1D", "PT-2H", "PT0S", "PT2H", "P1D", "P27D"})
  void recordedMs_nearClock_isEnvoysTime(Duration moved) {
    assertEquals(LOGGED.toEpochMilli(), start(moved).recordedMs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-10000D", "P-28D", "P28D", "P10000D"})
  void recordedMs_distantClock_isItsTime(Duration moved) {
    assertEquals(LOGGED.plus(moved).toEpochMilli(), start(moved).recordedMs());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-1,0", "1,-1", "1,1000000000", "253402300800,0", "-9223372036854775808,0"})
  void of_noTimestamp_isServersTime(long seconds, int nanos) {
    assertEquals(
        new ExchangeStart(LOGGED, LOGGED),
        ExchangeStart.of(seconds, nanos, InstantSource.fixed(LOGGED)));
  }

  @Test
  void recordId_otherRequest_differs() {
    assertNotEquals(start(Duration.ZERO).recordId("r"), start(Duration.ZERO).recordId("s"));
  }

  private static ExchangeStart start(Duration moved) {
    return ExchangeStart.of(
        LOGGED.getEpochSecond(), LOGGED.getNano(), InstantSource.fixed(LOGGED.plus(moved)));
  }
}
