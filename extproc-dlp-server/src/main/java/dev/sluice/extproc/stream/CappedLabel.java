package dev.sluice.extproc.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets the first so many values of a metric's label through and calls the rest {@code other}. */
final class CappedLabel {
  private final int cap;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  CappedLabel(int cap) {
    this.cap = cap;
  }

  String of(String value) {
    if (known.contains(value)) {
      return value;
    }
    // Two threads may pass here at once: the cap is exceeded by no more than their number.
    return known.size() < cap && (known.add(value) || known.contains(value)) ? value : "other";
  }
}
