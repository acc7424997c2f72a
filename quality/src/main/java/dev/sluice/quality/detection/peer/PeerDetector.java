package dev.sluice.quality.detection.peer;

import dev.sluice.e2e.process.LineProcess;
import dev.sluice.quality.detection.score.Detector;
import dev.sluice.quality.detection.score.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A peer that gets a text as a line of JSON, and answers with a line of what it found. */
public record PeerDetector(Peer peer, Path log) implements Detector {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public String title() {
    return peer.title();
  }

  @Override
  public List<List<Found>> scan(List<String> texts) {
    List<List<Found>> found = new ArrayList<>();
    try (LineProcess process = LineProcess.start(peer.title(), peer.command(log), log)) {
      for (String text : texts) {
        process.tell(JSON.writeValueAsString(text));
        found.add(all(text, JSON.readTree(process.hear())));
      }
    }
    return found;
  }

  private List<Found> all(String text, JsonNode findings) {
    return findings.valueStream().map(each -> found(text, each)).toList();
  }

  /** Peers count code points. */
  private Found found(String text, JsonNode each) {
    String rule = each.path("rule").asString("");
    int start = text.offsetByCodePoints(0, each.path("start").asInt());
    int end = text.offsetByCodePoints(0, each.path("end").asInt());
    return new Found(rule, peer.kind(rule), start, end);
  }
}
