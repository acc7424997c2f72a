package dev.sluice.controller.resources.push;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What one policy server has been told of publishes and has not answered for. Who says nothing for
 * long is not waited for until it does.
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

  /** It was up to date until now. */
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

  /** Whether it has not been silent for long. */
  boolean isWithinTimeout() {
    return time.nanos() - silentSince < patience.toNanos();
  }
}
