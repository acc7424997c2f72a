package dev.sluice.common.match.start;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.pattern.TextPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A partition of bytes into classes that no pattern of a set distinguishes. The start of the text
 * is one more value.
 */
final class StartByteClasses {
  private static final int VALUES = ByteClasses.EDGE + 1;

  private final int[] classOf = new int[VALUES];
  private final int[] representatives;

  private StartByteClasses(List<TextPattern> patterns) {
    Map<List<Integer>, Integer> classes = new HashMap<>();
    int[] some = new int[VALUES];
    for (int value = VALUES - 1; value >= 0; value--) {
      List<Integer> identity = new ArrayList<>();
      for (TextPattern pattern : patterns) {
        int known = value;
        identity.add(value == ByteClasses.EDGE ? -1 : pattern.automaton().classOf(value));
        identity.add(pattern.automaton().startState(value));
        identity.add(pattern.prefix().map(prefix -> prefix.mayEndWith(known)).orElse(true) ? 1 : 0);
      }
      classOf[value] = classes.computeIfAbsent(identity, i -> classes.size());
      some[classOf[value]] = value;
    }
    representatives = Arrays.copyOf(some, classes.size());
  }

  static StartByteClasses of(List<TextPattern> patterns) {
    return new StartByteClasses(patterns);
  }

  int count() {
    return representatives.length;
  }

  int of(int value) {
    return classOf[value];
  }

  /** Returns a byte of a class, or {@link ByteClasses#EDGE}. */
  int byteOf(int number) {
    return representatives[number];
  }
}
