package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecognizerRegistryTest {
  static Stream<Recognizer> all() {
    return RecognizerRegistry.all().stream().distinct();
  }

  @ParameterizedTest
  @MethodSource("all")
  void examples_all_matchExactly(Recognizer recognizer) {
    assertFalse(recognizer.examples().isEmpty(), recognizer::name);
    PatternSet set = PatternSet.compile(recognizer.detections());
    for (String example : recognizer.examples()) {
      List<String> values = new ArrayList<>();
      for (int at = example.indexOf('⟦'); at >= 0; at = example.indexOf('⟦', at + 1)) {
        values.add(example.substring(at + 1, example.indexOf('⟧', at)));
      }
      String text = example.replace("⟦", "").replace("⟧", "");
      assertEquals(values, found(set, text), () -> recognizer.name() + ": " + text);
    }
    for (String text : recognizer.counterexamples()) {
      assertEquals(List.of(), found(set, text), () -> recognizer.name() + ": " + text);
    }
  }

  /** The texts begin and end anywhere, so that a check that reads beyond its text fails. */
  @ParameterizedTest
  @MethodSource("all")
  void examples_truncated_neverThrow(Recognizer recognizer) {
    PatternSet set = PatternSet.compile(recognizer.detections());
    var texts = new ArrayList<>(recognizer.examples());
    texts.addAll(recognizer.counterexamples());
    for (String example : texts) {
      String text = example.replace("⟦", "").replace("⟧", "");
      for (int split = 1; split < Math.min(200, text.length()); split++) {
        found(set, text.substring(split));
        found(set, text.substring(0, split));
        found(set, "{" + text.substring(split));
      }
    }
  }

  private static List<String> found(PatternSet set, String text) {
    // Two patterns may find the same value.
    Map<Long, String> found = new TreeMap<>();
    MatchCursor cursor =
        set.cursor((pattern, offset, bytes, from, to) ->
            found.put(offset, new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    cursor.feed(bytes, 0, bytes.length);
    cursor.end();
    return List.copyOf(found.values());
  }
}
