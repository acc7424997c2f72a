package dev.sluice.quality.detection.personal;

import dev.sluice.quality.corpus.personal.PersonalCorpus;
import dev.sluice.quality.corpus.personal.PersonalText;
import dev.sluice.quality.corpus.personal.PersonalText.PersonalValue;
import dev.sluice.quality.detection.score.DetectedSpan;
import dev.sluice.quality.detection.score.ShareCount;
import dev.sluice.quality.detection.score.ShareCounts;
import dev.sluice.quality.detection.score.TextDetector;
import java.util.ArrayList;
import java.util.List;

/**
 * The scores of one detector.
 *
 * @param recall the values that findings of their kind cover, by kind and language
 * @param precision the findings of each kind that meet a value of it
 * @param masked the texts without a value in which something was found, by kind
 * @param errors the errors with the text around them
 */
public record PersonalScores(
    List<ShareCount> recall,
    List<ShareCount> precision,
    List<ShareCount> masked,
    List<String> errors) {
  public PersonalScores {
    recall = List.copyOf(recall);
    precision = List.copyOf(precision);
    masked = List.copyOf(masked);
    errors = List.copyOf(errors);
  }

  /**
   * Scores a detector whose rules have the names of the kinds.
   *
   * @param ordinary texts without a value
   */
  public static PersonalScores of(
      PersonalCorpus corpus, List<String> ordinary, List<String> kinds, TextDetector detector) {
    ShareCounts recall = new ShareCounts();
    ShareCounts precision = new ShareCounts();
    ShareCounts masked = new ShareCounts();
    List<String> errors = new ArrayList<>();
    List<List<DetectedSpan>> found =
        detector.scan(corpus.persons().stream().map(PersonalText::text).toList());
    for (int i = 0; i < found.size(); i++) {
      PersonalText text = corpus.persons().get(i);
      for (PersonalValue value : text.values()) {
        boolean covered = found.get(i).stream().anyMatch(span -> covers(span, value));
        recall.add(value.group(), covered);
        if (!covered) {
          errors.add(
              "missed " + value.group() + ": " + marked(text.text(), value.start(), value.end()));
        }
      }
      for (DetectedSpan span : found.get(i)) {
        boolean right = text.values().stream().anyMatch(value -> meets(span, value));
        precision.add(span.rule(), right);
        if (!right) {
          errors.add("false " + span.rule() + ": " + marked(text.text(), span.start(), span.end()));
        }
      }
    }
    List<List<DetectedSpan>> none = detector.scan(ordinary);
    for (int i = 0; i < none.size(); i++) {
      for (String kind : kinds) {
        masked.add(kind, none.get(i).stream().anyMatch(span -> span.rule().equals(kind)));
      }
      String text = ordinary.get(i);
      none.get(i)
          .forEach(span ->
              errors.add("false " + span.rule() + ": " + marked(text, span.start(), span.end())));
    }
    return new PersonalScores(recall.rows(), precision.rows(), masked.rows(), errors);
  }

  private static boolean covers(DetectedSpan span, PersonalValue value) {
    return span.rule().equals(value.kind())
        && span.start() <= value.start()
        && span.end() >= value.end();
  }

  private static boolean meets(DetectedSpan span, PersonalValue value) {
    return span.rule().equals(value.kind())
        && span.start() < value.end()
        && value.start() < span.end();
  }

  private static String marked(String text, int start, int end) {
    int from = Math.max(0, start - 30);
    int to = Math.min(text.length(), end + 20);
    return (text.substring(from, start)
            + "⟦"
            + text.substring(start, end)
            + "⟧"
            + text.substring(end, to))
        .replace('\n', '⏎');
  }
}
