package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import java.util.List;

/**
 * A recognizer of one kind of value.
 *
 * @param name the name that rules use under {@code validator}
 * @param patterns the patterns of candidates. The text is normalized: digits, spaces and hyphens of
 *     other scripts and widths are ASCII, and invisible characters are removed
 * @param check the test that a match must pass, and the part of it that is the value
 * @param examples texts with a value, which is between ⟦ and ⟧
 * @param counterexamples texts without a value
 */
public record Recognizer(
    String name,
    List<CandidatePattern> patterns,
    MatchCheck check,
    List<String> examples,
    List<String> counterexamples) {

  /**
   * A pattern of candidates.
   *
   * @param source the pattern in the syntax of {@link TextPattern}
   * @param maxLength the longest match in bytes of UTF-8. No text waits longer for a match
   */
  public record CandidatePattern(String source, int maxLength) {}

  public Recognizer {
    patterns = List.copyOf(patterns);
    examples = List.copyOf(examples);
    counterexamples = List.copyOf(counterexamples);
  }

  public Recognizer(
      String name,
      String pattern,
      int maxLength,
      MatchCheck check,
      List<String> examples,
      List<String> counterexamples) {
    this(name, List.of(new CandidatePattern(pattern, maxLength)), check, examples, counterexamples);
  }

  /** Returns the recognizer's patterns with their check. */
  public List<PatternSet.Entry> detections() {
    return patterns.stream().map(this::detection).toList();
  }

  private PatternSet.Entry detection(CandidatePattern pattern) {
    return switch (TextPattern.parse(pattern.source())) {
      case PatternResult.Accepted(TextPattern accepted) ->
          new PatternSet.Entry(accepted, pattern.maxLength(), check);
      case PatternResult.Rejected(int index, String message) ->
          throw new IllegalStateException(name + ", character " + (index + 1) + ": " + message);
    };
  }
}
