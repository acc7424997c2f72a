package dev.sluice.quality.detection.peer;

import dev.sluice.e2e.process.LineProcess;
import dev.sluice.e2e.process.PythonProgram;
import dev.sluice.quality.detection.score.DetectedSpan;
import dev.sluice.quality.detection.score.TextDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A detector of persons, places and dates with Presidio and its small English model. Its rules have
 * the names of our kinds.
 */
public record PersonsPeer(Path log) implements TextDetector {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String title() {
    return "Presidio";
  }

  @Override
  public List<List<DetectedSpan>> scan(List<String> texts) {
    List<String> command =
        PythonProgram.prepare("quality/peers/presidio-persons", log).command("scan.py");
    List<List<DetectedSpan>> found = new ArrayList<>();
    try (LineProcess process = LineProcess.start(title(), command, log)) {
      for (String text : texts) {
        process.tell(JSON.writeValueAsString(text));
        JsonNode findings = JSON.readTree(process.hear());
        found.add(findings.valueStream().map(each -> found(text, each)).toList());
      }
    }
    return found;
  }

  /** Converts offsets from code points to chars. */
  private static DetectedSpan found(String text, JsonNode each) {
    int start = text.offsetByCodePoints(0, each.path("start").asInt());
    int end = text.offsetByCodePoints(0, each.path("end").asInt());
    return new DetectedSpan(each.path("rule").asString(""), Optional.empty(), start, end);
  }
}
