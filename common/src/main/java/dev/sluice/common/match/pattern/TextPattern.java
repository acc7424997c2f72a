package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.syntax.InvalidPatternException;
import dev.sluice.common.match.syntax.PatternNode;
import dev.sluice.common.match.syntax.PatternParser;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A pattern of the linear subset of regular expressions: literals, {@code .}, classes, groups,
 * alternation, {@code ? * + {n} {n,} {n,m}}, {@code (?i)}, {@code \b \B ^ $} and one-character
 * look-around. Texts are UTF-8; case is folded, and words are told, in ASCII only, so that a word
 * ends where a Korean particle begins. A pattern never matches the empty text.
 */
public final class TextPattern {
  private static final int MAX_SOURCE_LENGTH = 4096;

  private final PatternNode root;
  private final Optional<ReversePrefix> prefix;
  private final PatternNode suffix;
  private final Dfa automaton;
  private final Optional<RequiredByte> requiredByte;

  private TextPattern(PatternNode root, Optional<ReversePrefix> lead, PatternNode rest, Dfa alone) {
    this.root = root;
    this.prefix = lead;
    this.suffix = rest;
    this.automaton = alone;
    this.requiredByte = lead.isPresent() ? Optional.empty() : RequiredByte.of(root);
  }

  /** Reads a pattern; one that would need an unreasonable automaton is refused too. */
  public static PatternResult parse(String source) {
    return parse(source, new PatternBudget());
  }

  /** Reads one of several patterns that are bounded together too. */
  public static PatternResult parse(String source, PatternBudget budget) {
    if (source.length() > MAX_SOURCE_LENGTH) {
      return new PatternResult.Rejected(
          MAX_SOURCE_LENGTH, "is longer than " + MAX_SOURCE_LENGTH + " characters");
    }
    try {
      return accept(new PatternParser(source).parse(), budget);
    } catch (InvalidPatternException refused) {
      return new PatternResult.Rejected(refused.index(), refused.reason());
    }
  }

  /** The pattern that matches {@code text} itself, in any case and only as whole words. */
  public static PatternResult keyword(String text, PatternBudget budget) {
    return text.isBlank()
        ? new PatternResult.Rejected(0, "is empty")
        : accept(PatternParser.keyword(text), budget);
  }

  private static PatternResult accept(PatternNode root, PatternBudget budget) {
    if (root.minLength() == 0) {
      return new PatternResult.Rejected(0, "matches the empty text");
    }
    Optional<ReversePrefix.Split> split = ReversePrefix.split(root);
    Optional<ReversePrefix> lead = split.flatMap(parts -> ReversePrefix.of(parts.prefix(), budget));
    PatternNode rest = lead.isPresent() ? split.orElseThrow().suffix() : root;
    return budget
        .build(rest)
        .<PatternResult>map(
            alone -> new PatternResult.Accepted(new TextPattern(root, lead, rest, alone)))
        .orElseGet(() ->
            new PatternResult.Rejected(
                0,
                budget.isExhausted()
                    ? "needs too many states beside all patterns before it"
                    : "needs too many states; lower its repeat counts"));
  }

  /** Its own automaton, which looks for what comes behind the lead. */
  public Dfa automaton() {
    return automaton;
  }

  /** What its matches begin with, if that is left to look for behind it. */
  public Optional<ReversePrefix> prefix() {
    return prefix;
  }

  /** What its automaton looks for. */
  PatternNode suffix() {
    return suffix;
  }

  /** A byte that each match has near its beginning, if there is one worth looking for. */
  public Optional<RequiredByte> requiredByte() {
    return requiredByte;
  }

  /** The fewest bytes that can match. */
  public int minLength() {
    return root.minLength();
  }

  /** The most bytes that can match, if the pattern itself bounds them. */
  public OptionalInt maxLength() {
    return root.maxLength() == PatternNode.UNBOUNDED
        ? OptionalInt.empty()
        : OptionalInt.of(root.maxLength());
  }
}
