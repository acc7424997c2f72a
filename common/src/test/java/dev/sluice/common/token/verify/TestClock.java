package dev.sluice.common.token.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test advances. */
public final class TestClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Returns the seconds since 1970. */
  public long seconds() {
    return now.getEpochSecond();
  }

  /** Advances the clock. */
  public void advance(Duration by) {
    now = now.plus(by);
  }
}
