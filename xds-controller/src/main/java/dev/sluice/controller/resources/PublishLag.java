package dev.sluice.controller.resources;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What one policy server has been told of publishes and has not answered for. Who says nothing for
 * long is not waited for until it does.
 */
final class PublishLag {
  private final Timeline time;
  private final Duration patience;
  private final Map<String, Integer> unanswered = new HashMap<>();
  private long silentSince;

  PublishLag(Timeline time, Duration patience) {
    this.time = time;
    this.patience = patience;
    this.silentSince = time.nanos();
  }

  /** It was up to date until now. */
  void begins() {
    silentSince = time.nanos();
  }

  void sent(Push push) {
    push.names().forEach(name -> unanswered.merge(name, 1, Integer::sum));
  }

  void answered(Push push) {
    silentSince = time.nanos();
    for (String name : push.names()) {
      unanswered.computeIfPresent(name, (n, count) -> count == 1 ? null : count - 1);
    }
  }

  boolean isEmpty() {
    return unanswered.isEmpty();
  }

  boolean has(String name) {
    return unanswered.containsKey(name);
  }

  /** Whether it has not been silent for long. */
  boolean isPatient() {
    return time.nanos() - silentSince < patience.toNanos();
  }
}
