package dev.sluice.common.audit.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The start of an exchange, from which the id and the time of its records follow. Envoy sends it to
 * each server that writes a record, so that their records have the same id, also if the clocks of
 * the servers differ.
 *
 * @param logged the time that Envoy sent; the time of this server if Envoy sent none
 * @param recorded the time of the row: the logged time, or the time of this server if the two
 *     differ so much that the table may have no partition for the logged time
 */
public record ExchangeStart(Instant logged, Instant recorded) {
  // The oldest partition of the table is that of the last month.
  private static final Duration MOST_DIFFERENCE = Duration.ofDays(28);
  // The last second of a protobuf timestamp, in the year 9999.
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final int LAST_NANO = 999_999_999;

  /** Returns the start that Envoy sent as a protobuf timestamp; zero stands for none. */
  public static ExchangeStart of(long seconds, int nanos, InstantSource clock) {
    boolean sent = seconds > 0 && seconds <= LAST_SECOND && nanos >= 0 && nanos <= LAST_NANO;
    Instant now = clock.instant();
    return sent ? of(Instant.ofEpochSecond(seconds, nanos), now) : new ExchangeStart(now, now);
  }

  private static ExchangeStart of(Instant logged, Instant now) {
    Duration difference = Duration.between(logged, now).abs();
    return new ExchangeStart(logged, difference.compareTo(MOST_DIFFERENCE) < 0 ? logged : now);
  }

  /** Returns the id of the records of this exchange. */
  public UUID recordId(String requestId) {
    return AuditRecordId.of(requestId, logged);
  }

  /** Returns the time of the row, in milliseconds since the epoch. */
  public long recordedMs() {
    return recorded.toEpochMilli();
  }
}
