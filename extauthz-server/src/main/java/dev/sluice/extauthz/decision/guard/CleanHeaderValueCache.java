package dev.sluice.extauthz.decision.guard;

import org.jspecify.annotations.Nullable;

/** A fixed-size cache of header values without a match, for one thread. */
final class CleanHeaderValueCache {
  private static final int SLOTS = 512;
  private static final int MAX_LENGTH = 512;

  private final @Nullable String[] values = new String[SLOTS];

  boolean contains(String value) {
    return value.equals(values[slot(value)]);
  }

  void add(String value) {
    if (value.length() <= MAX_LENGTH) {
      values[slot(value)] = value;
    }
  }

  private static int slot(String value) {
    int hash = value.hashCode();
    return (hash ^ hash >>> 16) & (SLOTS - 1);
  }
}
