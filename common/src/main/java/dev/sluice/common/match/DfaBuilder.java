package dev.sluice.common.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Subset construction. A DFA state stands for the patterns' states after a byte, for what that byte
 * means to look-behind, and for the patterns that ended just before it: look-ahead needs one byte,
 * so acceptance is always told one byte late.
 */
final class DfaBuilder {
  /** Table entries of one automaton: 4 MB. */
  private static final int MAX_ENTRIES = 1 << 20;

  private record Key(List<Integer> states, int before, List<Integer> accepted) {}

  private final Nfa nfa;
  private final ByteClasses classes;
  private final ByteClasses befores;
  private final int[] classValues;
  private final int[] beforeValues;
  private final Map<Key, Integer> numbers = new HashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final List<int[]> rows = new ArrayList<>();

  private DfaBuilder(Nfa nfa) {
    this.nfa = nfa;
    classes = ByteClasses.ofAll(nfa);
    befores = ByteClasses.ofBefore(nfa);
    classValues = classes.representatives();
    beforeValues = befores.representatives();
  }

  /** Empty if the patterns together need a table larger than the bound. */
  static Optional<Dfa> build(List<TextPattern> patterns) {
    return Nfa.of(patterns).flatMap(nfa -> new DfaBuilder(nfa).build(patterns.size()));
  }

  private Optional<Dfa> build(int patterns) {
    number(new Key(List.of(), 0, List.of()));
    List<Integer> entry = closure(List.of(nfa.start()));
    int[] starts =
        IntStream.range(0, befores.count()).map(b -> number(key(entry, b, List.of()))).toArray();
    for (int state = 0; state < keys.size(); state++) {
      if ((long) keys.size() << Dfa.shift(classes) > MAX_ENTRIES) {
        return Optional.empty();
      }
      rows.add(row(keys.get(state)));
    }
    return Optional.of(new DfaLayout(classes, befores, keys.size(), patterns).lay(this, starts));
  }

  int[] row(int state) {
    return rows.get(state);
  }

  /** The patterns that are told to have ended on entering a state. */
  List<Integer> accepted(int state) {
    return keys.get(state).accepted();
  }

  /** The patterns that may still go on from a state. */
  BitSet alive(int state) {
    var seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(keys.get(state).states());
    open.forEach(seen::set);
    var alive = new BitSet();
    while (!open.isEmpty()) {
      switch (nfa.state(open.pop())) {
        case Nfa.State.Accept(int pattern) -> alive.set(pattern);
        case Nfa.State.Consume(ByteSet _, int next) -> visit(next, seen, open);
        case Nfa.State.Look(PatternNode.Boundary _, int next) -> visit(next, seen, open);
        case Nfa.State.Fork(List<Integer> next) -> next.forEach(n -> visit(n, seen, open));
      }
    }
    return alive;
  }

  private static void visit(int state, BitSet seen, Deque<Integer> open) {
    if (!seen.get(state)) {
      seen.set(state);
      open.push(state);
    }
  }

  private int number(Key key) {
    return numbers.computeIfAbsent(
        key,
        added -> {
          keys.add(added);
          return keys.size() - 1;
        });
  }

  private Key key(List<Integer> states, int before, List<Integer> accepted) {
    boolean looks = states.stream().anyMatch(s -> nfa.state(s) instanceof Nfa.State.Look);
    return new Key(states, looks ? before : 0, accepted);
  }

  private int[] row(Key from) {
    int[] row = new int[classes.count()];
    for (int c = 0; c < row.length; c++) {
      int value = classValues[c];
      List<Integer> here = looked(from.states(), beforeValues[from.before()], value);
      List<Integer> accepted = new ArrayList<>();
      List<Integer> next = new ArrayList<>();
      for (int state : here) {
        switch (nfa.state(state)) {
          case Nfa.State.Accept(int pattern) -> accepted.add(pattern);
          case Nfa.State.Consume(ByteSet set, int to) -> {
            if (value != ByteClasses.EDGE && set.contains(value)) {
              next.add(to);
            }
          }
          case Nfa.State.Look _, Nfa.State.Fork _ -> {}
        }
      }
      accepted.sort(null);
      row[c] = number(key(closure(next), befores.of(value), accepted));
    }
    return row;
  }

  /** Follows what the bytes on both sides of the position allow. */
  private List<Integer> looked(List<Integer> states, int before, int after) {
    List<Integer> here = states;
    while (true) {
      List<Integer> more = new ArrayList<>(here);
      for (int state : here) {
        if (nfa.state(state) instanceof Nfa.State.Look(PatternNode.Boundary boundary, int next)
            && holds(boundary.before(), boundary.atStart(), before)
            && holds(boundary.after(), boundary.atEnd(), after)) {
          more.add(next);
        }
      }
      List<Integer> closed = closure(more);
      if (closed.equals(here)) {
        return closed;
      }
      here = closed;
    }
  }

  private static boolean holds(ByteSet set, boolean atEdge, int value) {
    return value == ByteClasses.EDGE ? atEdge : set.contains(value);
  }

  private List<Integer> closure(List<Integer> from) {
    var seen = new BitSet(nfa.size());
    Deque<Integer> open = new ArrayDeque<>();
    from.forEach(state -> visit(state, seen, open));
    var kept = new BitSet(nfa.size());
    while (!open.isEmpty()) {
      int state = open.pop();
      if (nfa.state(state) instanceof Nfa.State.Fork(List<Integer> next)) {
        next.forEach(n -> visit(n, seen, open));
      } else {
        kept.set(state);
      }
    }
    return Arrays.stream(kept.stream().toArray()).boxed().toList();
  }
}
