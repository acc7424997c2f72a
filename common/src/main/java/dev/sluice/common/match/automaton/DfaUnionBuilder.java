package dev.sluice.common.match.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A builder of the union of single-pattern automata. A state of the union is the vector of their
 * states. It reuses the single automata, so that their patterns need not be compiled again.
 */
public final class DfaUnionBuilder implements DfaStates {
  /** The maximum total size of all state vectors during construction: 8 MB. */
  private static final int MAX_MEMBERS = 1 << 22;

  private final Dfa[] single;
  private final BuildWorkLimit effort;
  private final ByteClasses classes;

  /** The class of each single automaton for each class of the union. */
  private final int[][] classesOf;

  private final Map<Joined, Integer> numbers = new HashMap<>();
  private final List<Joined> states = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>();

  private DfaUnionBuilder(List<Dfa> alone, BuildWorkLimit effort) {
    this.single = alone.toArray(Dfa[]::new);
    this.effort = effort;
    classes = ByteClasses.ofAll(alone);
    classesOf =
        Arrays.stream(classes.representatives())
            .mapToObj(value -> alone.stream().mapToInt(dfa -> dfa.classOf(value)).toArray())
            .toArray(int[][]::new);
  }

  /** A vector of state indexes, one for each single automaton. Its array is not changed. */
  private static final class Joined {
    private final char[] members;
    private final int hash;

    Joined(char[] members) {
      this.members = members;
      this.hash = Arrays.hashCode(members);
    }

    char[] members() {
      return members;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Joined joined
          && hash == joined.hash
          && Arrays.equals(members, joined.members);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Builds the union; empty if its table or the work exceeds the limit. */
  public static Optional<Dfa> build(List<Dfa> alone, BuildWorkLimit effort) {
    try {
      return new DfaUnionBuilder(alone, effort).join();
    } catch (AutomatonTooLargeException tooLarge) {
      return Optional.empty();
    }
  }

  private Optional<Dfa> join() {
    number(new char[single.length]);
    int[] starts = new int[ByteClasses.EDGE + 1];
    for (int before = 0; before < starts.length; before++) {
      starts[before] = number(start(before));
    }
    for (int state = 0; state < states.size(); state++) {
      if (!Dfa.fits(states.size(), classes) || (long) states.size() * single.length > MAX_MEMBERS) {
        return Optional.empty();
      }
      rows.add(next(states.get(state).members()));
    }
    return Optional.of(new DfaLayout(classes, states.size()).layOut(this, starts));
  }

  private char[] start(int before) {
    char[] members = new char[single.length];
    for (int i = 0; i < members.length; i++) {
      members[i] = (char) single[i].stateIndex(single[i].startState(before));
    }
    return members;
  }

  private int[] next(char[] from) {
    effort.spend((long) classesOf.length * from.length);
    int[] row = new int[classesOf.length];
    for (int c = 0; c < row.length; c++) {
      int[] classOf = classesOf[c];
      char[] members = new char[from.length];
      for (int i = 0; i < members.length; i++) {
        if (from[i] != 0) {
          members[i] = (char) single[i].stateIndex(single[i].nextOfClass(from[i], classOf[i]));
        }
      }
      row[c] = number(members);
    }
    return row;
  }

  private int number(char[] members) {
    Joined state = new Joined(members);
    Integer known = numbers.putIfAbsent(state, states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    return states.size() - 1;
  }

  @Override
  public int[] row(int state) {
    return rows.get(state);
  }

  @Override
  public int[] accepted(int state) {
    char[] members = states.get(state).members();
    return IntStream.range(0, members.length)
        .filter(i -> single[i].acceptsStateIndex(members[i]))
        .toArray();
  }
}
