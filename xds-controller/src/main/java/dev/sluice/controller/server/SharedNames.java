package dev.sluice.controller.server;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One string for each name or version, however many nodes tell it. What has the same place in the
 * table pushes the other out, so its size is bounded. For any number of threads: to see an older
 * string only costs making it again.
 */
final class SharedNames {
  private static final int PLACES = 1 << 17;
  private static final int PRIME = 0x01000193;

  private final @Nullable String[] names = new String[PLACES];

  /** The string that these bytes of UTF-8 spell. */
  String of(byte[] bytes, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * PRIME;
    }
    int place = (hash ^ hash >>> 15) & PLACES - 1;
    String known = names[place];
    if (known != null && spells(known, bytes, from, to)) {
      return known;
    }
    String made = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    names[place] = made;
    return made;
  }

  private static boolean spells(String name, byte[] bytes, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      // A byte beyond ASCII is negative, and no character is.
      if (name.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
