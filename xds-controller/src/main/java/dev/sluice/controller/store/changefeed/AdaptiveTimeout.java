package dev.sluice.controller.store.changefeed;

import java.time.Duration;

/**
 * How long to wait for an answer before the other side counts as dead: some seconds, and longer for
 * one that has shown that it is slow. Confined to one thread.
 */
final class AdaptiveTimeout {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final int ROOM = 3;

  private final Duration longest;
  private Duration limit = SHORTEST;

  AdaptiveTimeout(Duration longest) {
    this.longest = longest;
  }

  Duration limit() {
    return limit;
  }

  /** The other side has answered after so long. */
  void recordResponse(Duration took) {
    limit = bounded(took.multipliedBy(ROOM));
  }

  /** It has not, or not in time. */
  void recordTimeout() {
    limit = bounded(limit.multipliedBy(2));
  }

  private Duration bounded(Duration wanted) {
    Duration enough = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    return enough.compareTo(longest) > 0 ? longest : enough;
  }
}
