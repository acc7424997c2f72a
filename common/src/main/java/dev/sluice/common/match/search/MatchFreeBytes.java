package dev.sluice.common.match.search;

import dev.sluice.common.match.pattern.PatternAutomaton;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of which no text, however long, has a match of a set: a text that has no others need not be
 * searched. Nothing is assumed of the patterns; which bytes these are is found by trying.
 */
public final class MatchFreeBytes {
  private static final int VALUES = 256;

  private final boolean[] harmless = new boolean[VALUES];

  private MatchFreeBytes() {}

  /** Prefers what ordinary texts are made of. */
  public static MatchFreeBytes of(PatternSet set) {
    var bytes = new MatchFreeBytes();
    List<MatchReachability> parts = new ArrayList<>();
    for (PatternAutomaton part : set.automata()) {
      parts.add(new MatchReachability(part));
    }
    for (String group : candidates()) {
      bytes.mark(group, true);
      if (parts.stream().anyMatch(part -> part.canMatch(bytes.harmless))) {
        bytes.mark(group, false);
      }
    }
    return bytes;
  }

  /** Whether all characters of a part of a text are such bytes. */
  public boolean containsAll(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      // Of what is no ASCII each byte is 0x80 or more, and all of those are harmless or none is.
      if (!harmless[Math.min(text.charAt(i), VALUES - 1)]) {
        return false;
      }
    }
    return true;
  }

  /** Whether all bytes of a part of a text are. */
  public boolean containsAll(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!harmless[text[i] & 0xFF]) {
        return false;
      }
    }
    return true;
  }

  boolean contains(int value) {
    return harmless[value];
  }

  /** Bytes that are tried together, the most usual first. */
  private static List<String> candidates() {
    List<String> groups = new ArrayList<>();
    groups.add("0123456789");
    groups.add("abcdefghijklmnopqrstuvwxyz");
    groups.add("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    groups.add(range(0x80, VALUES));
    for (String single : "-_./=,:;~@%&?()*!|$^[]{}<>\\`#+ \"'".split("", -1)) {
      groups.add(single);
    }
    groups.removeIf(String::isEmpty);
    return groups;
  }

  private static String range(int from, int to) {
    var text = new StringBuilder();
    for (int value = from; value < to; value++) {
      text.append((char) value);
    }
    return text.toString();
  }

  private void mark(String bytes, boolean value) {
    for (int i = 0; i < bytes.length(); i++) {
      harmless[bytes.charAt(i)] = value;
    }
  }
}
