package dev.sluice.bench.fuzz;

import dev.sluice.bench.fuzz.pattern.JdkSearch;
import dev.sluice.bench.fuzz.pattern.TextMaker;
import dev.sluice.bench.fuzz.pattern.Tree;
import dev.sluice.bench.fuzz.pattern.TreeMaker;
import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Sets of patterns on texts, however cut, held against the JDK. */
final class MatchTarget implements Target {
  private static final int MOST_PATTERNS = 6;

  /**
   * What accepts a match, or part of it: anything, an even number of bytes, all but the last, or
   * what an odd byte follows soon, so that it has to wait for more text.
   */
  private enum Accepts {
    ALL,
    EVEN,
    ALL_BUT_ONE,
    FOLLOWED;

    private static final int SOON = 3;

    /** Where the value of a part of a text ends, or -1. */
    int end(byte[] text, int from, int to) {
      return switch (this) {
        case ALL -> to;
        case EVEN -> (to - from) % 2 == 0 ? to : -1;
        case ALL_BUT_ONE -> to - from > 1 ? to - 1 : -1;
        case FOLLOWED -> followed(text, to, Math.min(text.length, to + SOON)) ? to : -1;
      };
    }

    private static boolean followed(byte[] text, int from, int to) {
      for (int i = from; i < to; i++) {
        if ((text[i] & 1) == 1) {
          return true;
        }
      }
      return false;
    }

    MatchCheck check() {
      return this == ALL ? MatchCheck.ACCEPT_ALL : new Check(this);
    }

    private record Check(Accepts accepts) implements MatchCheck {
      @Override
      public CheckResult evaluate(MatchCandidate candidate) {
        byte[] text = candidate.text();
        boolean waits =
            accepts == FOLLOWED
                && !candidate.hasFullContext()
                && !followed(text, candidate.to(), candidate.contextTo());
        if (waits) {
          return NoMatch.UNDECIDED;
        }
        byte[] known = Arrays.copyOf(text, candidate.contextTo());
        int end = accepts.end(known, candidate.from(), candidate.to());
        return end < 0 ? NoMatch.REJECTED : new MatchedSpan(candidate.from(), end);
      }

      @Override
      public int lookAhead() {
        return accepts == FOLLOWED ? SOON : 0;
      }
    }
  }

  /** A pattern in a set. */
  private record Rule(Tree tree, Accepts accepts, int maxLength, TextPattern pattern) {
    PatternSet.Entry entry() {
      return new PatternSet.Entry(pattern, maxLength, accepts.check());
    }

    @Override
    public String toString() {
      return tree.source().replace("\n", "⏎") + " (" + accepts + ", " + maxLength + ")";
    }
  }

  /** One match as it was told. */
  private record Told(int pattern, long from, long to) {}

  @Override
  public String title() {
    return "patterns against java.util.regex";
  }

  @Override
  public Optional<String> run(RandomGenerator random) {
    List<Rule> rules = rules(random);
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    String text = new TextMaker(random).make(rules.stream().map(Rule::tree).toList());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    PatternSet set = PatternSet.compile(rules.stream().map(Rule::entry).toList());
    List<Told> whole = told(set, bytes, Cuts.none(bytes.length));
    String where = rules + " in " + text.replace("\n", "⏎");
    for (int i = 0; i < rules.size(); i++) {
      Optional<String> wrong = compare(rules.get(i), i, text, bytes, whole);
      if (wrong.isPresent()) {
        return Optional.of(where + ": " + wrong.get());
      }
    }
    List<Integer> cuts = Cuts.random(random, bytes.length);
    for (List<Integer> ends : List.of(cuts, Cuts.everywhere(bytes.length))) {
      List<Told> cut = told(set, bytes, ends);
      if (!cut.equals(whole)) {
        return Optional.of(where + " cut at " + ends + ": " + cut + " instead of " + whole);
      }
    }
    return Optional.empty();
  }

  private static List<Rule> rules(RandomGenerator random) {
    List<Rule> rules = new ArrayList<>();
    TreeMaker maker = new TreeMaker(random);
    for (int i = random.nextInt(1, MOST_PATTERNS); i > 0; i--) {
      Tree tree = maker.make();
      Accepts accepts = Accepts.values()[random.nextInt(Accepts.values().length)];
      int maxLength = random.nextInt(1, 40);
      if (TextPattern.parse(tree.source()) instanceof PatternResult.Accepted(TextPattern pattern)) {
        rules.add(new Rule(tree, accepts, Math.max(pattern.minLength(), maxLength), pattern));
      }
    }
    return rules;
  }

  private static Optional<String> compare(
      Rule rule, int index, String text, byte[] bytes, List<Told> told) {
    try {
      List<JdkSearch.Part> expected =
          new JdkSearch(rule.tree(), text)
              .matches(rule.maxLength(), (from, to) -> rule.accepts().end(bytes, from, to));
      List<JdkSearch.Part> seen =
          told.stream()
              .filter(match -> match.pattern() == index)
              .map(match -> new JdkSearch.Part((int) match.from(), (int) match.to()))
              .toList();
      return expected.equals(seen)
          ? Optional.empty()
          : Optional.of(rule + " matches " + seen + " instead of " + expected);
    } catch (JdkSearch.TooSlowException | StackOverflowError gaveUp) {
      return Optional.empty();
    }
  }

  /** The matches of a text in pieces that end there; AssertionError where the mark was wrong. */
  private static List<Told> told(PatternSet set, byte[] text, List<Integer> ends) {
    List<Told> told = new ArrayList<>();
    long[] settled = new long[1];
    MatchCursor cursor =
        set.cursor((pattern, offset, bytes, from, to) -> {
          if (offset < settled[0]) {
            throw new AssertionError("the mark " + settled[0] + " has passed " + offset);
          }
          told.add(new Told(pattern, offset, offset + to - from));
        });
    int at = 0;
    for (int end : ends) {
      cursor.feed(text, at, end);
      at = end;
      if (cursor.watermark() < settled[0] || cursor.watermark() > at) {
        throw new AssertionError("the mark goes from " + settled[0] + " to " + cursor.watermark());
      }
      settled[0] = cursor.watermark();
    }
    cursor.end();
    told.sort(Comparator.comparingInt(Told::pattern).thenComparingLong(Told::from));
    return told;
  }
}
