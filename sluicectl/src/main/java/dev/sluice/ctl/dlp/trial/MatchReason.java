package dev.sluice.ctl.dlp.trial;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RecognizerRegistry;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reason why a rule matches a text or not. It asks the rule itself about the same text in other
 * surroundings: alone, in the examples of its recognizer, and with another last digit.
 */
final class MatchReason {
  /** The reason that says least. */
  static final String OTHER_FORM =
      "its form is not that of the kind: length, groups, prefix, or a placeholder";

  private static final char OPEN = '⟦';
  private static final char CLOSE = '⟧';

  /** The words around a value. */
  private record Surroundings(String before, String behind) {
    static final Surroundings NONE = new Surroundings("", "");
  }

  private final PatternSet patterns;
  private final boolean recognized;
  private final List<Surroundings> examples = new ArrayList<>();
  private final int before;
  private final int behind;

  MatchReason(DlpRule rule) {
    patterns = PatternSet.compile(rule.detections());
    recognized = RecognizerRegistry.find(rule.kind()).isPresent();
    RecognizerRegistry.find(rule.kind()).stream()
        .flatMap(recognizer -> recognizer.ofConfidence(rule.confidence()).stream())
        .forEach(this::readExamples);
    before = rule.detections().stream().mapToInt(one -> one.check().lookBehind()).max().orElse(0);
    behind = rule.detections().stream().mapToInt(one -> one.check().lookAhead()).max().orElse(0);
  }

  private void readExamples(Recognizer.Detection detection) {
    for (String example : detection.examples()) {
      int open = example.indexOf(OPEN);
      int close = example.indexOf(CLOSE);
      int next = example.indexOf(OPEN, close);
      examples.add(
          new Surroundings(
              example.substring(0, open),
              example.substring(close + 1, next < 0 ? example.length() : next)));
    }
  }

  /** Returns why the rule matches. */
  String ofMatch(CheckedCandidate candidate) {
    if (!recognized) {
      return "matches the pattern";
    }
    return accepts(candidate.text(), Surroundings.NONE)
        ? "its form alone decides"
        : "its form and the words around it decide";
  }

  /** Returns why the rule does not match. */
  String ofNearMiss(CheckedCandidate candidate) {
    String text = candidate.text();
    if (!candidate.value().isEmpty()) {
      return "is in an allow list";
    }
    if (!recognized) {
      return "matches the pattern, but the check rejects it";
    }
    if (accepts(text, Surroundings.NONE)) {
      return "the words around it name something else";
    }
    if (accepted(text)) {
      return "no word of its kind decides for it within "
          + before
          + " bytes before it"
          + (behind > 0 ? " or " + behind + " behind it" : "");
    }
    if (otherLastDigits(text).stream().anyMatch(this::accepted)) {
      return "its checksum is wrong";
    }
    return OTHER_FORM;
  }

  private boolean accepted(String text) {
    return accepts(text, Surroundings.NONE)
        || examples.stream().anyMatch(example -> accepts(text, example));
  }

  /** Returns the texts with another last digit; none without a digit near the end. */
  private static List<String> otherLastDigits(String text) {
    int at = text.length() - 1;
    while (at >= 0 && !Character.isDigit(text.charAt(at))) {
      at--;
    }
    List<String> others = new ArrayList<>();
    for (char digit = '0'; at >= 0 && digit <= '9'; digit++) {
      if (digit != text.charAt(at)) {
        others.add(text.substring(0, at) + digit + text.substring(at + 1));
      }
    }
    return others;
  }

  private boolean accepts(String text, Surroundings around) {
    byte[] first = around.before().getBytes(StandardCharsets.UTF_8);
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = (around.before() + text + around.behind()).getBytes(StandardCharsets.UTF_8);
    var found = new AtomicBoolean();
    MatchCursor cursor =
        patterns.cursor((pattern, offset, bytes, from, to) -> {
          long end = offset + to - from;
          if (offset < first.length + value.length && end > first.length) {
            found.set(true);
          }
        });
    cursor.feed(all, 0, all.length);
    cursor.end();
    return found.get();
  }
}
