package dev.sluice.common.match.search;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.pattern.PatternAutomaton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A set of bytes that no match of a pattern set contains exclusively. A text of only such bytes
 * need not be searched. The set is computed by running the automata, without assumptions about the
 * patterns.
 */
public final class MatchFreeBytes {
  private static final int VALUES = 256;

  private final boolean[] harmless = new boolean[VALUES];

  private MatchFreeBytes() {}

  /** Computes the set, with preference for the bytes of ordinary texts. */
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

  /** Returns whether all characters of a part of a text are in the set. */
  public boolean containsAll(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      // Bytes of non-ASCII characters are 0x80 or more: the set contains all of them or none.
      if (!harmless[Math.min(text.charAt(i), VALUES - 1)]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether all bytes of a part of a text are in the set. */
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

  /** Returns the groups of bytes to test, the most common ones first. */
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

  /** A search for a match of an automaton in any text of certain bytes. */
  private static final class MatchReachability {
    private final PatternAutomaton part;
    private final Dfa dfa;
    private final int[] open;
    private final BitSet seen;
    private int count;

    MatchReachability(PatternAutomaton part) {
      this.part = part;
      dfa = part.dfa();
      open = new int[dfa.stateCount()];
      seen = new BitSet(dfa.stateCount());
    }

    boolean canMatch(boolean[] bytes) {
      seen.clear();
      count = 0;
      for (int before = 0; before <= ByteClasses.EDGE; before++) {
        boolean possible = before == ByteClasses.EDGE || bytes[before];
        if (possible && part.mayFollow(before) && reach(dfa.startState(before))) {
          return true;
        }
      }
      int[] values = representatives(bytes);
      while (count > 0) {
        int state = open[--count];
        if (reach(dfa.nextAtEnd(state))) {
          return true;
        }
        for (int value : values) {
          if (reach(dfa.next(state, value))) {
            return true;
          }
        }
      }
      return false;
    }

    /** Returns one byte of each class. */
    private int[] representatives(boolean[] bytes) {
      int[] values = new int[dfa.byteClassCount()];
      var classes = new BitSet();
      int found = 0;
      for (int value = 0; value < bytes.length; value++) {
        if (bytes[value] && !classes.get(dfa.classOf(value))) {
          classes.set(dfa.classOf(value));
          values[found++] = value;
        }
      }
      return Arrays.copyOf(values, found);
    }

    /** Returns whether a match has ended; otherwise queues the state. */
    private boolean reach(int state) {
      if (dfa.accepts(state)) {
        return true;
      }
      int index = dfa.stateIndex(state);
      if (state != 0 && !seen.get(index)) {
        seen.set(index);
        open[count++] = state;
      }
      return false;
    }
  }
}
