package dev.sluice.e2e.leak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A search for many texts in one pass over the bytes. */
final class MultiTextSearch {
  private static final int AROUND = 70;

  private final Map<Integer, List<byte[]>> byStart = new HashMap<>();
  private final boolean[] starts = new boolean[1 << 16];

  MultiTextSearch(Collection<String> texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int start = start(bytes, 0);
      starts[start] = true;
      byStart.computeIfAbsent(start, _ -> new ArrayList<>()).add(bytes);
    }
  }

  /** Returns the matches, each with its surrounding text. */
  List<String> findIn(byte[] hay) {
    List<String> found = new ArrayList<>();
    for (int at = 0; at + 1 < hay.length; at++) {
      int start = start(hay, at);
      if (starts[start]) {
        for (byte[] needle : byStart.getOrDefault(start, List.of())) {
          if (stands(needle, hay, at)) {
            found.add(around(hay, at, needle.length));
          }
        }
      }
    }
    return found;
  }

  private static int start(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static boolean stands(byte[] needle, byte[] hay, int at) {
    if (at + needle.length > hay.length) {
      return false;
    }
    for (int i = 0; i < needle.length; i++) {
      if (hay[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  private static String around(byte[] hay, int at, int length) {
    int from = Math.max(0, at - AROUND);
    int to = Math.min(hay.length, at + length + AROUND);
    return new String(hay, from, to - from, StandardCharsets.ISO_8859_1)
        .replaceAll("[^\\x20-\\x7e]", ".");
  }
}
