package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecognizerRegistryTest {
  static Stream<Recognizer> all() {
    return RecognizerRegistry.all().stream().distinct();
  }

  static Stream<Recognizer.Detection> detections() {
    return all()
        .flatMap(recognizer ->
            Stream.of(Confidence.values())
                .flatMap(confidence -> recognizer.ofConfidence(confidence).stream()));
  }

  @ParameterizedTest
  @MethodSource("detections")
  void examples_all_matchExactly(Recognizer.Detection detection) {
    assertFalse(detection.examples().isEmpty());
    PatternSet set = patterns(detection);
    for (String example : detection.examples()) {
      List<String> values = new ArrayList<>();
      for (int at = example.indexOf('⟦'); at >= 0; at = example.indexOf('⟦', at + 1)) {
        values.add(example.substring(at + 1, example.indexOf('⟧', at)));
      }
      String text = example.replace("⟦", "").replace("⟧", "");
      assertEquals(values, found(set, text), () -> detection.confidence() + ": " + text);
    }
    for (String text : detection.counterexamples()) {
      assertEquals(List.of(), found(set, text), () -> detection.confidence() + ": " + text);
    }
  }

  /** The texts begin and end anywhere, so that a check that reads beyond its text fails. */
  @ParameterizedTest
  @MethodSource("detections")
  void examples_truncated_neverThrow(Recognizer.Detection detection) {
    PatternSet set = patterns(detection);
    for (String text : texts(detection)) {
      for (int split = 1; split < Math.min(200, text.length()); split++) {
        found(set, text.substring(split));
        found(set, text.substring(0, split));
        found(set, "{" + text.substring(split));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("detections")
  void examples_cutAnywhere_matchTheSame(Recognizer.Detection detection) {
    PatternSet set = patterns(detection);
    for (String text : texts(detection)) {
      String around = "가나 " + text + " 다라 Abc";
      byte[] bytes = around.getBytes(StandardCharsets.UTF_8);
      List<String> whole = found(set, around);
      for (int cut = 1; cut < Math.min(400, bytes.length); cut++) {
        int at = cut;
        assertEquals(whole, found(set, bytes, cut), () -> "cut at " + at + ": " + around);
      }
      assertEquals(whole, found(set, bytes, IntStream.range(1, bytes.length).toArray()), around);
    }
  }

  private static PatternSet patterns(Recognizer.Detection detection) {
    return PatternSet.compile(
        new Recognizer(
                "tested",
                detection.patterns(),
                detection.check(),
                detection.examples(),
                detection.counterexamples())
            .detections());
  }

  private static List<String> texts(Recognizer.Detection detection) {
    return Stream.concat(detection.examples().stream(), detection.counterexamples().stream())
        .map(text -> text.replace("⟦", "").replace("⟧", ""))
        .toList();
  }

  private static List<String> found(PatternSet set, String text) {
    return found(set, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> found(PatternSet set, byte[] bytes, int... cuts) {
    // Two patterns may find the same value.
    Map<Long, String> found = new TreeMap<>();
    MatchCursor cursor =
        set.cursor((pattern, offset, matched, from, to) ->
            found.put(offset, new String(matched, from, to - from, StandardCharsets.UTF_8)));
    int from = 0;
    for (int cut : cuts) {
      cursor.feed(bytes, from, cut);
      from = cut;
    }
    cursor.feed(bytes, from, bytes.length);
    cursor.end();
    return List.copyOf(found.values());
  }
}
