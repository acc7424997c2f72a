package dev.sluice.controller.store.changefeed;

import java.time.Duration;

/**
 * A timeout that adapts to the other side: some seconds, and longer after slow responses. Confined
 * to one thread.
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

  /** Records the duration of a response. */
  void recordResponse(Duration took) {
    limit = bounded(took.multipliedBy(ROOM));
  }

  /** Records that a response was missing or late. */
  void recordTimeout() {
    limit = bounded(limit.multipliedBy(2));
  }

  private Duration bounded(Duration wanted) {
    Duration enough = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    return enough.compareTo(longest) > 0 ? longest : enough;
  }
}
