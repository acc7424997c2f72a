package dev.sluice.common.match.automaton;

import dev.sluice.common.match.syntax.ByteSet;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A partition of byte values into classes that some patterns do not distinguish. A second partition
 * is for the byte before a position, as far as look-behind distinguishes it. The edge of the text
 * is one more value.
 */
public final class ByteClasses {
  public static final int EDGE = 256;

  private final int[] classOf = new int[257];
  private int count;

  private ByteClasses() {}

  /** Returns the classes for transitions. */
  static ByteClasses ofAll(Nfa nfa) {
    var classes = new ByteClasses();
    classes.start();
    Set<ByteSet> seen = new HashSet<>();
    for (Nfa.State state : nfa.states()) {
      switch (state) {
        case Nfa.State.Consume(ByteSet set, int _) -> {
          if (seen.add(set)) {
            classes.split(set, false);
          }
        }
        case Nfa.State.Look(PatternNode.Assertion boundary, int _) -> {
          classes.split(boundary.before(), boundary.atStart());
          classes.split(boundary.after(), boundary.atEnd());
        }
        case Nfa.State.Fork _, Nfa.State.Accept _ -> {}
      }
    }
    return classes;
  }

  /** Returns the classes that at least one of these automata distinguishes. */
  static ByteClasses ofAll(List<Dfa> automata) {
    var classes = new ByteClasses();
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    for (int value = 0; value <= EDGE; value++) {
      int known = value;
      List<Integer> combination = automata.stream().map(dfa -> dfa.classOf(known)).toList();
      classes.classOf[value] = numbers.computeIfAbsent(combination, t -> numbers.size());
    }
    classes.count = numbers.size();
    return classes;
  }

  /** Returns the classes for look-behind only. */
  static ByteClasses ofLookBehind(Nfa nfa) {
    var classes = new ByteClasses();
    for (Nfa.State state : nfa.states()) {
      if (state instanceof Nfa.State.Look(PatternNode.Assertion boundary, int _)) {
        classes.split(boundary.before(), boundary.atStart());
      }
    }
    classes.count = Math.max(classes.count, 1);
    return classes;
  }

  private void start() {
    classOf[EDGE] = 1;
    count = 2;
  }

  private void split(ByteSet set, boolean edge) {
    int[] inside = new int[257];
    Arrays.fill(inside, -1);
    int[] outside = inside.clone();
    int next = 0;
    for (int value = 0; value <= EDGE; value++) {
      boolean member = value == EDGE ? edge : set.contains(value);
      int[] half = member ? inside : outside;
      if (half[classOf[value]] < 0) {
        half[classOf[value]] = next++;
      }
      classOf[value] = half[classOf[value]];
    }
    count = next;
  }

  int count() {
    return count;
  }

  /** Returns the class of a byte value or of {@link #EDGE}. */
  int of(int value) {
    return classOf[value];
  }

  /** Returns one value of each class. */
  int[] representatives() {
    int[] values = new int[count];
    for (int value = EDGE; value >= 0; value--) {
      values[classOf[value]] = value;
    }
    return values;
  }
}
