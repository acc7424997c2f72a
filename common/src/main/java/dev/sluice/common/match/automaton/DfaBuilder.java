package dev.sluice.common.match.automaton;

import dev.sluice.common.match.syntax.ByteSet;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The subset construction. A DFA state consists of the NFA states after a byte, the meaning of that
 * byte for look-behind, and the patterns that ended just before it. Look-ahead needs one byte, so a
 * match is always reported one byte late.
 */
public final class DfaBuilder implements DfaStates {
  /** The maximum total size of all state sets during construction: 16 MB. */
  private static final int MAX_MEMBERS = 1 << 22;

  private static final int[] NONE = {};

  private final Nfa nfa;
  private final BuildWorkLimit effort;
  private final ByteClasses classes;
  private final ByteClasses lookBehindClasses;
  private final int[] classValues;
  private final int[] beforeValues;
  private final NfaClosure closure;
  private final Map<StateKey, Integer> numbers = new HashMap<>();
  private final List<StateKey> keys = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>();

  /** The classes of accepted bytes for each consuming state. */
  private final BitSet[] acceptedClasses;

  private int members;

  private DfaBuilder(Nfa nfa, BuildWorkLimit effort) {
    this.nfa = nfa;
    this.effort = effort;
    classes = ByteClasses.ofAll(nfa);
    lookBehindClasses = ByteClasses.ofLookBehind(nfa);
    classValues = classes.representatives();
    beforeValues = lookBehindClasses.representatives();
    closure = new NfaClosure(nfa, effort);
    acceptedClasses = new BitSet[nfa.size()];
  }

  /** Builds the automaton; empty if its table or the work exceeds the limit. */
  public static Optional<Dfa> build(List<PatternNode> patterns, BuildWorkLimit effort) {
    try {
      return new DfaBuilder(Nfa.of(patterns), effort).build();
    } catch (AutomatonTooLargeException tooLarge) {
      return Optional.empty();
    }
  }

  private Optional<Dfa> build() {
    number(new StateKey(NONE, 0, NONE));
    int[] entry = closure.of(nfa.start());
    int[] starts = new int[ByteClasses.EDGE + 1];
    for (int before = 0; before < starts.length; before++) {
      starts[before] = number(key(entry, lookBehindClasses.of(before), NONE));
    }
    for (int state = 0; state < keys.size(); state++) {
      if (!Dfa.fits(keys.size(), classes)) {
        return Optional.empty();
      }
      rows.add(row(keys.get(state)));
    }
    return Optional.of(new DfaLayout(classes, keys.size()).layOut(this, starts));
  }

  @Override
  public int[] row(int state) {
    return rows.get(state);
  }

  @Override
  public int[] accepted(int state) {
    return keys.get(state).accepted();
  }

  private int number(StateKey key) {
    Integer known = numbers.putIfAbsent(key, keys.size());
    if (known != null) {
      return known;
    }
    keys.add(key);
    members += key.states().length;
    if (members > MAX_MEMBERS) {
      throw new AutomatonTooLargeException();
    }
    return keys.size() - 1;
  }

  private StateKey key(int[] states, int before, int[] accepted) {
    return new StateKey(states, looks(states) ? before : 0, accepted);
  }

  private boolean looks(int[] states) {
    for (int state : states) {
      if (nfa.state(state) instanceof Nfa.State.Look) {
        return true;
      }
    }
    return false;
  }

  private int[] row(StateKey from) {
    int[] row = new int[classes.count()];
    boolean looks = looks(from.states());
    for (int c = 0; c < row.length; c++) {
      effort.spend(from.states().length);
      int value = classValues[c];
      int[] here =
          looks
              ? afterAssertions(from.states(), beforeValues[from.before()], value)
              : from.states();
      row[c] = number(key(next(here, c), lookBehindClasses.of(value), accepted(here)));
    }
    return row;
  }

  private static final class Ints {
    private int[] values = new int[8];
    private int count;

    void add(int value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = value;
    }

    int[] toArray() {
      return Arrays.copyOf(values, count);
    }
  }

  private int[] next(int[] here, int byteClass) {
    if (classValues[byteClass] == ByteClasses.EDGE) {
      return NONE;
    }
    var next = new Ints();
    for (int state : here) {
      if (nfa.state(state) instanceof Nfa.State.Consume(ByteSet set, int to)
          && acceptedClasses(state, set).get(byteClass)) {
        next.add(to);
      }
    }
    return closure.of(next.toArray());
  }

  private BitSet acceptedClasses(int state, ByteSet set) {
    BitSet known = acceptedClasses[state];
    if (known == null) {
      known = new BitSet(classValues.length);
      for (int c = 0; c < classValues.length; c++) {
        known.set(c, classValues[c] != ByteClasses.EDGE && set.contains(classValues[c]));
      }
      acceptedClasses[state] = known;
    }
    return known;
  }

  private int[] accepted(int[] here) {
    var accepted = new Ints();
    for (int state : here) {
      if (nfa.state(state) instanceof Nfa.State.Accept(int pattern)) {
        accepted.add(pattern);
      }
    }
    int[] patterns = accepted.toArray();
    Arrays.sort(patterns);
    return patterns;
  }

  /** Follows the assertions that the bytes on both sides of the position satisfy. */
  private int[] afterAssertions(int[] states, int before, int after) {
    int[] here = states;
    while (true) {
      var more = new Ints();
      for (int state : here) {
        more.add(state);
        if (nfa.state(state) instanceof Nfa.State.Look(PatternNode.Assertion boundary, int next)
            && holds(boundary.before(), boundary.atStart(), before)
            && holds(boundary.after(), boundary.atEnd(), after)) {
          more.add(next);
        }
      }
      int[] closed = closure.of(more.toArray());
      if (Arrays.equals(closed, here)) {
        return closed;
      }
      here = closed;
    }
  }

  private static boolean holds(ByteSet set, boolean atEdge, int value) {
    return value == ByteClasses.EDGE ? atEdge : set.contains(value);
  }

  /** The identity of a DFA state during construction. Its arrays are not changed. */
  private static final class StateKey {
    private final int[] states;
    private final int before;
    private final int[] accepted;
    private final int hash;

    StateKey(int[] states, int before, int[] accepted) {
      this.states = states;
      this.before = before;
      this.accepted = accepted;
      this.hash = (Arrays.hashCode(states) * 31 + before) * 31 + Arrays.hashCode(accepted);
    }

    int[] states() {
      return states;
    }

    int before() {
      return before;
    }

    int[] accepted() {
      return accepted;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof StateKey key
          && hash == key.hash
          && before == key.before
          && Arrays.equals(states, key.states)
          && Arrays.equals(accepted, key.accepted);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
