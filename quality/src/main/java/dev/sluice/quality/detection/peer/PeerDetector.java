package dev.sluice.quality.detection.peer;

import dev.sluice.e2e.process.LineProcess;
import dev.sluice.quality.detection.score.DetectedSpan;
import dev.sluice.quality.detection.score.TextDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A detector that runs a peer tool: a line of JSON with the text in, a line with the findings out.
 */
public record PeerDetector(PeerTool peer, Path log) implements TextDetector {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String title() {
    return peer.title();
  }

  @Override
  public List<List<DetectedSpan>> scan(List<String> texts) {
    List<List<DetectedSpan>> found = new ArrayList<>();
    try (LineProcess process = LineProcess.start(peer.title(), peer.command(log), log)) {
      for (String text : texts) {
        process.tell(JSON.writeValueAsString(text));
        found.add(all(text, JSON.readTree(process.hear())));
      }
    }
    return found;
  }

  private List<DetectedSpan> all(String text, JsonNode findings) {
    return findings.valueStream().map(each -> found(text, each)).toList();
  }

  /** Converts offsets from code points to chars. */
  private DetectedSpan found(String text, JsonNode each) {
    String rule = each.path("rule").asString("");
    int start = text.offsetByCodePoints(0, each.path("start").asInt());
    int end = text.offsetByCodePoints(0, each.path("end").asInt());
    return new DetectedSpan(rule, peer.kind(rule), start, end);
  }
}
