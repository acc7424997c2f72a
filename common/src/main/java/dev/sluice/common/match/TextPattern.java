package dev.sluice.common.match;

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
  private final Optional<Lead> lead;
  private final PatternNode rest;
  private final Dfa alone;
  private final Optional<Anchor> anchor;

  private TextPattern(PatternNode root, Optional<Lead> lead, PatternNode rest, Dfa alone) {
    this.root = root;
    this.lead = lead;
    this.rest = rest;
    this.alone = alone;
    this.anchor = lead.isPresent() ? Optional.empty() : Anchor.of(root);
  }

  /** Reads a pattern; one that would need an unreasonable automaton is refused too. */
  public static PatternResult parse(String source) {
    return parse(source, new PatternBudget());
  }

  /** Reads one of several patterns that are bounded together too. */
  public static PatternResult parse(String source, PatternBudget budget) {
    if (source.length() > MAX_SOURCE_LENGTH) {
      return new PatternResult.Refused(
          MAX_SOURCE_LENGTH, "is longer than " + MAX_SOURCE_LENGTH + " characters");
    }
    try {
      return accept(new PatternParser(source).parse(), budget);
    } catch (PatternRefusedException refused) {
      return new PatternResult.Refused(refused.index(), refused.reason());
    }
  }

  /** The pattern that matches {@code text} itself, in any case and only as whole words. */
  public static PatternResult keyword(String text, PatternBudget budget) {
    return text.isBlank()
        ? new PatternResult.Refused(0, "is empty")
        : accept(PatternParser.keyword(text), budget);
  }

  private static PatternResult accept(PatternNode root, PatternBudget budget) {
    if (root.minLength() == 0) {
      return new PatternResult.Refused(0, "matches the empty text");
    }
    Optional<Lead.Split> split = Lead.split(root);
    Optional<Lead> lead = split.flatMap(parts -> Lead.of(parts.run(), budget));
    PatternNode rest = lead.isPresent() ? split.orElseThrow().rest() : root;
    return budget
        .build(rest)
        .<PatternResult>map(
            alone -> new PatternResult.Accepted(new TextPattern(root, lead, rest, alone)))
        .orElseGet(() ->
            new PatternResult.Refused(
                0,
                budget.exhausted()
                    ? "needs too many states beside all patterns before it"
                    : "needs too many states; lower its repeat counts"));
  }

  /** Its own automaton, which looks for what comes behind the lead. */
  Dfa alone() {
    return alone;
  }

  /** What its matches begin with, if that is left to look for behind it. */
  Optional<Lead> lead() {
    return lead;
  }

  /** What its automaton looks for. */
  PatternNode rest() {
    return rest;
  }

  /** A byte that each match has near its beginning, if there is one worth looking for. */
  Optional<Anchor> anchor() {
    return anchor;
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
