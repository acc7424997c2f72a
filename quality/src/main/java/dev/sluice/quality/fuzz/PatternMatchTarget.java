package dev.sluice.quality.fuzz;

import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.quality.fuzz.pattern.JdkPatternSearch;
import dev.sluice.quality.fuzz.pattern.MatchingTextGenerator;
import dev.sluice.quality.fuzz.pattern.PatternGenerator;
import dev.sluice.quality.fuzz.pattern.PatternTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A target that compares sets of patterns with {@code java.util.regex}, in several chunkings. */
final class PatternMatchTarget implements FuzzTarget {
  private static final int MAX_PATTERNS = 6;

  /**
   * The check of a match: anything, an even number of bytes, all but the last byte, or a match that
   * an odd byte follows soon and that has to wait for more text.
   */
  private enum Accepts {
    ALL,
    EVEN,
    ALL_BUT_ONE,
    FOLLOWED;

    private static final int SOON = 3;

    /** Returns the end of the value of a part of the text, or -1. */
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

  /** A pattern of a set. */
  private record Rule(PatternTree tree, Accepts accepts, int maxLength, TextPattern pattern) {
    PatternSet.Entry entry() {
      return new PatternSet.Entry(pattern, maxLength, accepts.check());
    }

    @Override
    public String toString() {
      return tree.source().replace("\n", "⏎") + " (" + accepts + ", " + maxLength + ")";
    }
  }

  /** A match that the cursor reported. */
  private record ReportedMatch(int pattern, long from, long to) {}

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
    String text =
        new MatchingTextGenerator(random).generate(rules.stream().map(Rule::tree).toList());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    PatternSet set = PatternSet.compile(rules.stream().map(Rule::entry).toList());
    List<ReportedMatch> whole = reported(set, bytes, ChunkEnds.none(bytes.length));
    String where = rules + " in " + text.replace("\n", "⏎");
    for (int i = 0; i < rules.size(); i++) {
      Optional<String> wrong = compare(rules.get(i), i, text, bytes, whole);
      if (wrong.isPresent()) {
        return Optional.of(where + ": " + wrong.get());
      }
    }
    List<Integer> cuts = ChunkEnds.random(random, bytes.length);
    for (List<Integer> ends : List.of(cuts, ChunkEnds.everywhere(bytes.length))) {
      List<ReportedMatch> cut = reported(set, bytes, ends);
      if (!cut.equals(whole)) {
        return Optional.of(where + " cut at " + ends + ": " + cut + " instead of " + whole);
      }
    }
    return Optional.empty();
  }

  private static List<Rule> rules(RandomGenerator random) {
    List<Rule> rules = new ArrayList<>();
    PatternGenerator generator = new PatternGenerator(random);
    for (int i = random.nextInt(1, MAX_PATTERNS); i > 0; i--) {
      PatternTree tree = generator.generate();
      Accepts accepts = Accepts.values()[random.nextInt(Accepts.values().length)];
      int maxLength = random.nextInt(1, 40);
      if (TextPattern.parse(tree.source()) instanceof PatternResult.Accepted(TextPattern pattern)) {
        rules.add(new Rule(tree, accepts, Math.max(pattern.minLength(), maxLength), pattern));
      }
    }
    return rules;
  }

  private static Optional<String> compare(
      Rule rule, int index, String text, byte[] bytes, List<ReportedMatch> reported) {
    try {
      List<JdkPatternSearch.Part> expected =
          new JdkPatternSearch(rule.tree(), text)
              .matches(rule.maxLength(), (from, to) -> rule.accepts().end(bytes, from, to));
      List<JdkPatternSearch.Part> seen =
          reported.stream()
              .filter(match -> match.pattern() == index)
              .map(match -> new JdkPatternSearch.Part((int) match.from(), (int) match.to()))
              .toList();
      return expected.equals(seen)
          ? Optional.empty()
          : Optional.of(rule + " matches " + seen + " instead of " + expected);
    } catch (JdkPatternSearch.TooSlowException | StackOverflowError gaveUp) {
      return Optional.empty();
    }
  }

  /**
   * Returns the matches in a text.
   *
   * @param ends the ends of the chunks
   * @throws AssertionError if the settled offset goes back or passes a match
   */
  private static List<ReportedMatch> reported(PatternSet set, byte[] text, List<Integer> ends) {
    List<ReportedMatch> reported = new ArrayList<>();
    long[] settled = new long[1];
    MatchCursor cursor =
        set.cursor((pattern, offset, bytes, from, to) -> {
          if (offset < settled[0]) {
            throw new AssertionError("the mark " + settled[0] + " has passed " + offset);
          }
          reported.add(new ReportedMatch(pattern, offset, offset + to - from));
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
    reported.sort(
        Comparator.comparingInt(ReportedMatch::pattern).thenComparingLong(ReportedMatch::from));
    return reported;
  }
}
