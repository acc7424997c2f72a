package dev.sluice.controller.resources.push;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The publishes that one policy server has received and not acknowledged. A server that is silent
 * for too long is not waited for until it answers.
 */
final class UnackedPublishes {
  private final StreamScheduler time;
  private final Duration patience;
  private final Map<String, Integer> unanswered = new HashMap<>();
  private long silentSince;

  UnackedPublishes(StreamScheduler time, Duration patience) {
    this.time = time;
    this.patience = patience;
    this.silentSince = time.nanos();
  }

  /** Restarts the timeout of a server that was up to date until now. */
  void restartTimeout() {
    silentSince = time.nanos();
  }

  void sent(ResourcePush push) {
    push.names().forEach(name -> unanswered.merge(name, 1, Integer::sum));
  }

  void acknowledged(ResourcePush push) {
    silentSince = time.nanos();
    for (String name : push.names()) {
      unanswered.computeIfPresent(name, (n, count) -> count == 1 ? null : count - 1);
    }
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }

  boolean contains(String name) {
    return unanswered.containsKey(name);
  }

  /** Returns whether the server answered recently. */
  boolean isWithinTimeout() {
    return time.nanos() - silentSince < patience.toNanos();
  }
}
