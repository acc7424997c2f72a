package dev.sluice.quality.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.detection.score.CaseCount;
import dev.sluice.quality.detection.score.DetectionError;
import dev.sluice.quality.detection.score.DetectorScores;
import dev.sluice.quality.detection.score.KindScore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DetectionReportTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final DetectionReport report =
      new DetectionReport(new PrintStream(out, true, StandardCharsets.UTF_8));

  @BeforeEach
  void report() {
    KindScore card =
        new KindScore(
            "card", Map.of(CaseCount.ENTITIES, 4, CaseCount.FOUND, 3, CaseCount.FALSE_FINDINGS, 1));
    KindScore other = new KindScore("other", Map.of(CaseCount.CLEAN, 10));
    List<DetectionError> misses =
        List.of(
            new DetectionError(DetectionError.Type.LEAKED, "card", "card/entity/1", "⟦one⟧"),
            new DetectionError(DetectionError.Type.LEAKED, "card", "card/entity/2", "⟦two⟧"));
    report.add(
        new DetectorScores("Some detector", List.of(card, other), card, misses),
        List.of("card", "other"),
        1);
    report.forms(200, List.of("card/entity/1 as JSON"), 0);
  }

  @Test
  void text_rowsAndMisses() {
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("card                      4    0.7500  0.7500  0.7500"), text);
    assertTrue(text.contains("card LEAKED card/entity/1  ⟦one⟧"), text);
    assertFalse(text.contains("two"), text);
    assertFalse(text.contains("  other  "), text);
    assertTrue(text.contains("1 of 200 bodies (0.50%)"), text);
  }

  @Test
  void json_sameFigures() {
    JsonNode document = JsonMapper.shared().readTree(report.json());
    JsonNode row = document.at("/detectors/0/kinds/0");
    assertEquals("card", row.path("name").asString());
    assertEquals(0.75, row.path("f1").asDouble());
    assertEquals(3, row.at("/counts/FOUND").asInt());
    assertEquals(1, document.at("/forms/differing").asInt());
  }
}
