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
 * look-around. Texts are UTF-8. Case folding and words are ASCII only, so that a word ends where a
 * Korean particle begins. A pattern never matches the empty text.
 */
public final class TextPattern {
  private static final int MAX_SOURCE_LENGTH = 4096;

  private final PatternNode root;
  private final Optional<ReversePrefix> prefix;
  private final PatternNode suffix;
  private final Dfa automaton;
  private final Optional<RequiredByte> requiredByte;

  private TextPattern(
      PatternNode root, Optional<ReversePrefix> prefix, PatternNode rest, Dfa alone) {
    this.root = root;
    this.prefix = prefix;
    this.suffix = rest;
    this.automaton = alone;
    this.requiredByte = prefix.isPresent() ? Optional.empty() : RequiredByte.of(root);
  }

  /** Parses a pattern. Rejects one that needs too large an automaton. */
  public static PatternResult parse(String source) {
    return parse(source, new PatternBudget());
  }

  /** Parses a pattern that shares a budget with others. */
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

  /** Returns a pattern for {@code text} in any case and as whole words. */
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
    Optional<ReversePrefix> prefix =
        split.flatMap(parts -> ReversePrefix.of(parts.prefix(), budget));
    PatternNode rest = prefix.isPresent() ? split.orElseThrow().suffix() : root;
    return budget
        .build(rest)
        .<PatternResult>map(
            alone -> new PatternResult.Accepted(new TextPattern(root, prefix, rest, alone)))
        .orElseGet(() ->
            new PatternResult.Rejected(
                0,
                budget.isExhausted()
                    ? "needs too many states beside all patterns before it"
                    : "needs too many states; lower its repeat counts"));
  }

  /** Returns the automaton of this pattern alone, which matches the suffix. */
  public Dfa automaton() {
    return automaton;
  }

  /** Returns the prefix that is matched backwards, if there is one. */
  public Optional<ReversePrefix> prefix() {
    return prefix;
  }

  /** Returns the part that the automaton matches. */
  PatternNode suffix() {
    return suffix;
  }

  /** Returns a byte that each match has near its beginning, if a search for it pays. */
  public Optional<RequiredByte> requiredByte() {
    return requiredByte;
  }

  /** Returns the minimum length of a match in bytes. */
  public int minLength() {
    return root.minLength();
  }

  /** Returns the maximum length of a match in bytes, if the pattern bounds it. */
  public OptionalInt maxLength() {
    return root.maxLength() == PatternNode.UNBOUNDED
        ? OptionalInt.empty()
        : OptionalInt.of(root.maxLength());
  }
}
