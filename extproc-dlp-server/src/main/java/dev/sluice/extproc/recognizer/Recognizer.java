package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import java.util.List;

/**
 * How one kind of value is told from text that only looks like it.
 *
 * @param name what rules call it under {@code validator}
 * @param patterns where it may be, each for itself, in the syntax of {@link TextPattern}; the text
 *     is plain: digits, spaces and hyphens of other scripts and widths have become those of ASCII,
 *     and characters without a width are gone
 * @param maxLength the longest match in bytes of UTF-8
 * @param check what a match must be besides, and which part of it is the value
 * @param examples texts in which it is found, the value between ⟦ and ⟧
 * @param counterexamples texts in which it is not found
 */
public record Recognizer(
    String name,
    List<String> patterns,
    int maxLength,
    MatchCheck check,
    List<String> examples,
    List<String> counterexamples) {
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
    this(name, List.of(pattern), maxLength, check, examples, counterexamples);
  }

  /** What to look for, by the recognizer's own patterns. */
  public List<PatternSet.Entry> detections() {
    return patterns.stream().map(this::detection).toList();
  }

  private PatternSet.Entry detection(String pattern) {
    return switch (TextPattern.parse(pattern)) {
      case PatternResult.Accepted(TextPattern accepted) ->
          new PatternSet.Entry(accepted, maxLength, check);
      case PatternResult.Rejected(int index, String message) ->
          throw new IllegalStateException(name + ", character " + (index + 1) + ": " + message);
    };
  }
}
