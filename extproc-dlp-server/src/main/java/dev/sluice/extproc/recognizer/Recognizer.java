package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A recognizer of one kind of value. Its patterns find values with high confidence; weaker
 * detections find others, and only rules that name their confidence search for them.
 *
 * @param name the name that rules use under {@code validator}
 * @param patterns the patterns of candidates. The text is normalized: digits, spaces and hyphens of
 *     other scripts and widths are ASCII, and invisible characters are removed
 * @param check the test that a match must pass, and the part of it that is the value
 * @param examples texts with a value, which is between ⟦ and ⟧
 * @param counterexamples texts without a value
 * @param weaker the detections of lower confidence
 */
public record Recognizer(
    String name,
    List<CandidatePattern> patterns,
    MatchCheck check,
    List<String> examples,
    List<String> counterexamples,
    List<Detection> weaker) {

  /**
   * A pattern of candidates.
   *
   * @param source the pattern in the syntax of {@link TextPattern}
   * @param maxLength the longest match in bytes of UTF-8. No text waits longer for a match
   */
  public record CandidatePattern(String source, int maxLength) {}

  /**
   * A set of patterns with a check whose findings have one confidence.
   *
   * @param examples texts with a value of this confidence, which is between ⟦ and ⟧
   * @param counterexamples texts without one
   */
  public record Detection(
      Confidence confidence,
      List<CandidatePattern> patterns,
      MatchCheck check,
      List<String> examples,
      List<String> counterexamples) {
    public Detection {
      patterns = List.copyOf(patterns);
      examples = List.copyOf(examples);
      counterexamples = List.copyOf(counterexamples);
    }
  }

  public Recognizer {
    patterns = List.copyOf(patterns);
    examples = List.copyOf(examples);
    counterexamples = List.copyOf(counterexamples);
    weaker = List.copyOf(weaker);
  }

  /** Creates a recognizer without detections of lower confidence. */
  public Recognizer(
      String name,
      List<CandidatePattern> patterns,
      MatchCheck check,
      List<String> examples,
      List<String> counterexamples) {
    this(name, patterns, check, examples, counterexamples, List.of());
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

  /** Returns the same recognizer with one more detection of lower confidence. */
  public Recognizer with(Detection detection) {
    List<Detection> more = new ArrayList<>(weaker);
    more.add(detection);
    return new Recognizer(name, patterns, check, examples, counterexamples, more);
  }

  /** Returns the detection of the recognizer's own patterns. */
  private Detection own() {
    return new Detection(Confidence.HIGH, patterns, check, examples, counterexamples);
  }

  /** Returns the detections of a confidence; none if the recognizer has no such findings. */
  public List<Detection> ofConfidence(Confidence confidence) {
    return confidence == Confidence.HIGH
        ? List.of(own())
        : weaker.stream().filter(one -> one.confidence() == confidence).toList();
  }

  /** Returns the patterns of high confidence with their check. */
  public List<PatternSet.Entry> detections() {
    return detections(Confidence.HIGH);
  }

  /** Returns the patterns of a confidence with their checks. */
  public List<PatternSet.Entry> detections(Confidence confidence) {
    return ofConfidence(confidence).stream()
        .flatMap(one -> one.patterns().stream().map(pattern -> detection(pattern, one.check())))
        .toList();
  }

  private PatternSet.Entry detection(CandidatePattern pattern, MatchCheck check) {
    return switch (TextPattern.parse(pattern.source())) {
      case PatternResult.Accepted(TextPattern accepted) ->
          new PatternSet.Entry(accepted, pattern.maxLength(), check);
      case PatternResult.Rejected(int index, String message) ->
          throw new IllegalStateException(name + ", character " + (index + 1) + ": " + message);
    };
  }
}
