package dev.sluice.controller.store;

import java.time.Duration;

/**
 * How long to wait for an answer before the other side counts as dead: some seconds, and longer for
 * one that has shown that it is slow. Confined to one thread.
 */
final class Patience {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final int ROOM = 3;

  private final Duration longest;
  private Duration limit = SHORTEST;

  Patience(Duration longest) {
    this.longest = longest;
  }

  Duration limit() {
    return limit;
  }

  /** The other side has answered after so long. */
  void answered(Duration took) {
    limit = bounded(took.multipliedBy(ROOM));
  }

  /** It has not, or not in time. */
  void failed() {
    limit = bounded(limit.multipliedBy(2));
  }

  private Duration bounded(Duration wanted) {
    Duration enough = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    return enough.compareTo(longest) > 0 ? longest : enough;
  }
}
