package dev.sluice.common.lifecycle;

import java.time.Duration;

/** Pauses that double from a first one to a longest one; whoever waits may vary each a little. */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = shorter(first, longest);
    this.longest = longest;
    this.next = this.first;
  }

  /** Begins again with the first pause. */
  public void reset() {
    next = first;
  }

  /** The pause before another attempt. */
  public Duration next() {
    Duration pause = next;
    next = shorter(pause.multipliedBy(2), longest);
    return pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
