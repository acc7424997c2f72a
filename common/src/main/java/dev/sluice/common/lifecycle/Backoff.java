package dev.sluice.common.lifecycle;

import java.time.Duration;

/** A sequence of pauses that double from a minimum to a maximum. The caller may add jitter. */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = shorter(first, longest);
    this.longest = longest;
    this.next = this.first;
  }

  /** Restarts with the minimum. */
  public void reset() {
    next = first;
  }

  /** Returns the next pause. */
  public Duration next() {
    Duration pause = next;
    next = shorter(pause.multipliedBy(2), longest);
    return pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
