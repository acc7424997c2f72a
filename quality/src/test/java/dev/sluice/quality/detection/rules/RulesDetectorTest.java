package dev.sluice.quality.detection.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.corpus.EntityKind;
import dev.sluice.quality.detection.score.DetectedSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesDetectorTest {
  private static final String RULES =
      """
      version: test
      rules:
        - {id: card_number, kind: regex, pattern: '[0-9]{4}', action: mask, mask: 'x'}
        - {id: ours, kind: keyword, pattern: '한글', action: log}
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void scan_countsChars() throws IOException {
    var detector = new RulesDetector(RulesFile.read(file(RULES)));
    assertEquals(
        List.of(
            List.of(
                new DetectedSpan("ours", Optional.empty(), 2, 4),
                new DetectedSpan("card_number", Optional.of(EntityKind.CARD), 5, 9)),
            List.of(new DetectedSpan("card_number", Optional.of(EntityKind.CARD), 1, 6)),
            List.of()),
        detector.scan(List.of("😀한글 1234", "가１2\u200B３4", "none")));
  }

  @Test
  void read_badRules() throws IOException {
    Path file = file(RULES.replace("[0-9]{4}", "[0-9"));
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> RulesFile.read(file)).getMessage());
    assertTrue(message.contains("/rules/0/pattern"), message);
  }

  private Path file(String rules) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), rules);
  }
}
