package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.MatchCheck;
import dev.sluice.common.match.PatternResult;
import dev.sluice.common.match.PatternSet;
import dev.sluice.common.match.TextPattern;
import java.util.List;

/**
 * How one kind of value is told from text that only looks like it.
 *
 * @param name what rules call it under {@code validator}
 * @param pattern where it may be, in the syntax of {@link TextPattern}; the text is plain: digits,
 *     spaces and hyphens of other scripts and widths have become those of ASCII, and characters
 *     without a width are gone
 * @param maxLength the longest match in bytes of UTF-8
 * @param check what a match must be besides, and which part of it is the value
 * @param examples texts in which it is found, the value between ⟦ and ⟧
 * @param counterexamples texts in which it is not found
 */
public record Recognizer(
    String name,
    String pattern,
    int maxLength,
    MatchCheck check,
    List<String> examples,
    List<String> counterexamples) {
  public Recognizer {
    examples = List.copyOf(examples);
    counterexamples = List.copyOf(counterexamples);
  }

  /** What to look for, by the recognizer's own pattern. */
  public PatternSet.Entry detection() {
    return switch (TextPattern.parse(pattern)) {
      case PatternResult.Accepted(TextPattern accepted) ->
          new PatternSet.Entry(accepted, maxLength, check);
      case PatternResult.Refused(int index, String message) ->
          throw new IllegalStateException(name + ", character " + (index + 1) + ": " + message);
    };
  }
}
