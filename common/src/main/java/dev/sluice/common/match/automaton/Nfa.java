package dev.sluice.common.match.automaton;

import dev.sluice.common.match.syntax.ByteSet;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.ArrayList;
import java.util.List;

/** A non-deterministic automaton of several patterns. A state is an index. */
final class Nfa {
  private static final int MAX_STATES = 60_000;

  /**
   * The maximum number of parts, because a part without states of its own may still be repeated
   * many times.
   */
  private static final int MAX_PARTS = 1_000_000;

  /** A state: consume a byte, fork, assert, or accept. */
  sealed interface State {
    record Consume(ByteSet set, int next) implements State {}

    record Fork(List<Integer> next) implements State {}

    record Look(PatternNode.Assertion boundary, int next) implements State {}

    record Accept(int pattern) implements State {}
  }

  private final List<State> states = new ArrayList<>();
  private int parts;
  private int start;

  private Nfa() {}

  /** Builds the automaton. Throws AutomatonTooLargeException if it needs too many states. */
  static Nfa of(List<PatternNode> patterns) {
    var nfa = new Nfa();
    List<Integer> entries = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      entries.add(nfa.add(patterns.get(i), nfa.add(new State.Accept(i))));
    }
    nfa.start = nfa.add(new State.Fork(entries));
    return nfa;
  }

  int start() {
    return start;
  }

  int size() {
    return states.size();
  }

  State state(int index) {
    return states.get(index);
  }

  List<State> states() {
    return states;
  }

  private int add(State state) {
    if (states.size() == MAX_STATES) {
      throw new AutomatonTooLargeException();
    }
    states.add(state);
    return states.size() - 1;
  }

  private int add(PatternNode node, int next) {
    if (++parts > MAX_PARTS) {
      throw new AutomatonTooLargeException();
    }
    return switch (node) {
      case PatternNode.SingleByte(ByteSet set) -> add(new State.Consume(set, next));
      case PatternNode.Assertion boundary -> add(new State.Look(boundary, next));
      case PatternNode.Sequence(List<PatternNode> parts) -> {
        int entry = next;
        for (PatternNode part : parts.reversed()) {
          entry = add(part, entry);
        }
        yield entry;
      }
      case PatternNode.Choice(List<PatternNode> options) -> {
        List<Integer> entries = new ArrayList<>();
        options.forEach(option -> entries.add(add(option, next)));
        yield add(new State.Fork(entries));
      }
      case PatternNode.Repeat repeat -> repeat(repeat, next);
    };
  }

  private int repeat(PatternNode.Repeat repeat, int next) {
    int entry = next;
    if (repeat.max() == PatternNode.UNBOUNDED) {
      List<Integer> ways = new ArrayList<>();
      entry = add(new State.Fork(ways));
      int loop = entry;
      ways.add(add(repeat.part(), loop));
      ways.add(next);
    } else {
      for (int i = repeat.min(); i < repeat.max(); i++) {
        entry = add(new State.Fork(List.of(add(repeat.part(), entry), next)));
      }
    }
    for (int i = 0; i < repeat.min(); i++) {
      entry = add(repeat.part(), entry);
    }
    return entry;
  }
}
