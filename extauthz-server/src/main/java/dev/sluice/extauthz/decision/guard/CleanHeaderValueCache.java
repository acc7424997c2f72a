package dev.sluice.extauthz.decision.guard;

import org.jspecify.annotations.Nullable;

/** Texts in which nothing was found, as many as there are places; for one thread. */
final class CleanHeaderValueCache {
  private static final int PLACES = 512;
  private static final int LONGEST = 512;

  private final @Nullable String[] values = new String[PLACES];

  boolean contains(String value) {
    return value.equals(values[place(value)]);
  }

  void add(String value) {
    if (value.length() <= LONGEST) {
      values[place(value)] = value;
    }
  }

  private static int place(String value) {
    int hash = value.hashCode();
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }
}
