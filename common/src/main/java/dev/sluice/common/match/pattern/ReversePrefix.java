package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.syntax.ByteSet;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.List;
import java.util.Optional;

/**
 * A prefix of several patterns that looks like ordinary words, such as the part before the
 * {@code @} of an e-mail address. The search looks for the byte behind it and matches the prefix
 * backwards, so that ordinary words cost nothing.
 */
public final class ReversePrefix {
  /** The size from which a set of bytes also occurs in ordinary words. */
  private static final int WIDE = 10;

  private final PatternNode run;
  private final ByteSet bytes;
  private final Dfa automaton;
  private final Dfa openAutomaton;

  /** A pattern in two parts. The suffix begins with a byte that the prefix does not contain. */
  record Split(PatternNode prefix, PatternNode suffix) {}

  private ReversePrefix(PatternNode run, Dfa automaton, Dfa openAutomaton) {
    this.run = run;
    this.bytes = run.bytes();
    this.automaton = automaton;
    this.openAutomaton = openAutomaton;
  }

  /** Compiles a prefix for backward matching, if the budget allows it. */
  static Optional<ReversePrefix> of(PatternNode run, PatternBudget budget) {
    return budget
        .build(ReversedPattern.reverse(run))
        .flatMap(automaton ->
            budget
                .build(ReversedPattern.reverseOfPrefixes(run))
                .map(openAutomaton -> new ReversePrefix(run, automaton, openAutomaton)));
  }

  /** Splits a pattern that begins with such a prefix. */
  static Optional<Split> split(PatternNode root) {
    if (!(root instanceof PatternNode.Sequence(List<PatternNode> parts))) {
      return Optional.empty();
    }
    int look = !parts.isEmpty() && isLookBehind(parts.getFirst()) ? 1 : 0;
    for (int end = look + 1; end < parts.size() && isLoose(parts.get(end - 1)); end++) {
      PatternNode run = new PatternNode.Sequence(parts.subList(0, end));
      PatternNode rest = new PatternNode.Sequence(parts.subList(end, parts.size()));
      if (parts.subList(look, end).stream().anyMatch(ReversePrefix::repeats)
          && rest.minLength() > 0
          && rest.firstBytes().intersect(run.bytes()).isEmpty()) {
        return Optional.of(new Split(run, rest));
      }
    }
    return Optional.empty();
  }

  private static boolean isLookBehind(PatternNode node) {
    return node instanceof PatternNode.Assertion look
        && look.atEnd()
        && look.after().equals(ByteSet.ALL);
  }

  /** Returns whether no byte of the node is both required and rare in words. */
  private static boolean isLoose(PatternNode node) {
    return switch (node) {
      case PatternNode.SingleByte(ByteSet set) -> set.size() >= WIDE;
      case PatternNode.Assertion _ -> false;
      case PatternNode.Sequence(List<PatternNode> parts) ->
          parts.stream().allMatch(ReversePrefix::isLoose);
      case PatternNode.Choice(List<PatternNode> options) ->
          options.stream().allMatch(ReversePrefix::isLoose);
      case PatternNode.Repeat repeat -> repeatsSet(repeat) || isLoose(repeat.part());
    };
  }

  /** Returns whether the node repeats a set of bytes. */
  private static boolean repeats(PatternNode node) {
    return switch (node) {
      case PatternNode.SingleByte _, PatternNode.Assertion _ -> false;
      case PatternNode.Sequence(List<PatternNode> parts) ->
          parts.stream().anyMatch(ReversePrefix::repeats);
      case PatternNode.Choice(List<PatternNode> options) ->
          options.stream().allMatch(ReversePrefix::repeats);
      case PatternNode.Repeat repeat -> repeatsSet(repeat) || repeats(repeat.part());
    };
  }

  private static boolean repeatsSet(PatternNode.Repeat repeat) {
    return repeat.part() instanceof PatternNode.SingleByte
        && repeat.max() != 0
        && repeat.max() != 1;
  }

  /** Returns whether the prefix may contain a byte. */
  public boolean mayContain(int value) {
    return bytes.contains(value);
  }

  /** Returns whether a prefix may end with this byte. */
  public boolean mayEndWith(int value) {
    int start = automaton.startState(ByteClasses.EDGE);
    return value == ByteClasses.EDGE
        ? automaton.accepts(automaton.nextAtEnd(start))
        : automaton.next(start, value) != 0;
  }

  /**
   * Finds the starts of all prefixes that end at a position.
   *
   * @param lowest the lowest start
   * @param atStart whether the text begins at 0
   */
  void findStarts(byte[] text, int lowest, int end, boolean atStart, PrefixStarts starts) {
    go(automaton, text, lowest, end, atStart, starts);
  }

  /** Finds the starts of all prefixes that may continue behind the position. */
  void findOpenStarts(byte[] text, int lowest, int end, boolean atStart, PrefixStarts starts) {
    go(openAutomaton, text, lowest, end, atStart, starts);
  }

  private static void go(
      Dfa dfa, byte[] text, int lowest, int end, boolean atStart, PrefixStarts starts) {
    starts.clear();
    int state = dfa.startState(ByteClasses.EDGE);
    int last = Math.max(0, lowest - 1);
    for (int at = end - 1; at >= last; at--) {
      state = dfa.next(state, text[at] & 0xFF);
      if (state == 0) {
        return;
      }
      if (dfa.accepts(state)) {
        starts.add(at + 1);
      }
    }
    if (last == 0 && lowest <= 0 && atStart && dfa.accepts(dfa.nextAtEnd(state))) {
      starts.add(0);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReversePrefix that && run.equals(that.run);
  }

  @Override
  public int hashCode() {
    return run.hashCode();
  }
}
