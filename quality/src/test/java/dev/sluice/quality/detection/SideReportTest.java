package dev.sluice.quality.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.quality.corpus.side.CorpusSide;
import dev.sluice.quality.corpus.side.SideCorpus;
import dev.sluice.quality.detection.score.DetectionError;
import dev.sluice.quality.detection.score.ShareCount;
import dev.sluice.quality.detection.score.SideKindScore;
import dev.sluice.quality.detection.score.SideScores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SideReportTest {
  private static final SideScores SCORES =
      new SideScores(
          List.of(new SideKindScore("card", 4, 3, 1, 1, 2)),
          List.of(new ShareCount("grammar", 1, 4)),
          List.of(new ShareCount("layout", 2, 50)),
          List.of(new ShareCount("isbn", 2, 50)),
          List.of(new ShareCount("spaced", 1, 2)),
          List.of(
              error(DetectionError.Type.LEAKED, "card", "⟦one⟧"),
              error(DetectionError.Type.LEAKED, "card", "⟦two⟧"),
              error(DetectionError.Type.EVADED, "spaced/card", "⟦three⟧")));
  private static final SideReport REPORT =
      new SideReport(
          new SideCorpus(CorpusSide.TUNING, 5, List.of(), Map.of("jdk", 7)),
          SCORES,
          List.of("card"),
          1);

  @Test
  void text_rowsWithIntervals() {
    String text = text();
    assertTrue(
        text.contains("0 texts of the tuning side, seed 5; public files read: {jdk=7}"), text);
    assertTrue(text.contains("card                     4   0.7500       1   25.00%"), text);
    assertTrue(text.contains("4.00%  1.10%-13.46%"), text);
  }

  @Test
  void text_errorsOfEachKindAndType() {
    String text = text();
    assertTrue(text.contains("card LEAKED a/1  ⟦one⟧"), text);
    assertTrue(text.contains("spaced/card EVADED a/1  ⟦three⟧"), text);
    assertEquals(-1, text.indexOf("two"));
  }

  @Test
  void json_sameFigures() {
    JsonNode document = JsonMapper.shared().readTree(REPORT.json());
    assertEquals(0.75, document.at("/kinds/0/recall").asDouble());
    assertEquals(1, document.at("/kinds/0/leak/part").asInt());
    assertEquals(50, document.at("/masked/0/cases").asInt());
    assertEquals(2, document.at("/total/counts/masked").asInt());
  }

  private static DetectionError error(DetectionError.Type type, String kind, String excerpt) {
    return new DetectionError(type, kind, "a/1", excerpt);
  }

  private static String text() {
    var out = new ByteArrayOutputStream();
    REPORT.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
