package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.syntax.ByteSet;
import dev.sluice.common.match.syntax.PatternNode;
import java.util.List;
import java.util.Optional;

/**
 * How some patterns begin: a run of bytes that cannot be told from ordinary words, such as what
 * stands before the {@code @} of an address. Looking for what comes behind it and then going back
 * costs nothing where only words are.
 */
public final class ReversePrefix {
  /** A set of so many bytes is in ordinary words too. */
  private static final int WIDE = 10;

  private final PatternNode run;
  private final ByteSet bytes;
  private final Dfa whole;
  private final Dfa begun;

  /** A pattern in two parts; the second begins with a byte that the run has not. */
  record Split(PatternNode prefix, PatternNode suffix) {}

  private ReversePrefix(PatternNode run, Dfa whole, Dfa begun) {
    this.run = run;
    this.bytes = run.bytes();
    this.whole = whole;
    this.begun = begun;
  }

  /** What to look for backwards, if the budget allows it. */
  static Optional<ReversePrefix> of(PatternNode run, PatternBudget budget) {
    return budget
        .build(ReversedPattern.reverse(run))
        .flatMap(whole ->
            budget
                .build(ReversedPattern.reverseOfPrefixes(run))
                .map(begun -> new ReversePrefix(run, whole, begun)));
  }

  /** Takes the run off a pattern that begins with one. */
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

  /** Whether no byte of it is one that has to be there and is seldom in words. */
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

  /** Whether it has the same set of bytes several times. */
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

  /** Whether a run may have a byte. */
  public boolean mayContain(int value) {
    return bytes.contains(value);
  }

  /** Whether the byte before what comes behind the run may be that one. */
  public boolean mayEndWith(int value) {
    int start = whole.startState(ByteClasses.EDGE);
    return value == ByteClasses.EDGE
        ? whole.accepts(whole.nextAtEnd(start))
        : whole.next(start, value) != 0;
  }

  /**
   * Finds where the runs begin that end at a position.
   *
   * @param lowest how far back they may begin
   * @param atStart whether the text begins at 0
   */
  void findStarts(byte[] text, int lowest, int end, boolean atStart, PrefixStarts starts) {
    go(whole, text, lowest, end, atStart, starts);
  }

  /** The same for runs that may go on behind the position; they need not be complete there. */
  void findOpenStarts(byte[] text, int lowest, int end, boolean atStart, PrefixStarts starts) {
    go(begun, text, lowest, end, atStart, starts);
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
    return other instanceof ReversePrefix lead && run.equals(lead.run);
  }

  @Override
  public int hashCode() {
    return run.hashCode();
  }
}
