package dev.sluice.ctl.yaml;

import dev.sluice.common.policyfile.PositionedJson;
import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A YAML document of a file.
 *
 * @param file the name of the file
 * @param linesAbove the lines of the file above this document
 */
public record YamlFileDocument(String file, int linesAbove, YamlNode root) {
  /** Returns the document as JSON. */
  public JsonNode json() {
    return new PositionedJson(root).root();
  }

  /** Returns a line with the place of a value, or of its nearest ancestor that exists. */
  public String problem(List<String> path, String message) {
    return place(file, linesAbove, position(path)) + ": " + message;
  }

  static String place(String file, int linesAbove, TextPosition at) {
    return file + ":" + (at.line() + linesAbove) + ":" + at.column();
  }

  private TextPosition position(List<String> path) {
    YamlNode node = root;
    TextPosition at = root.position();
    for (String step : path) {
      Optional<YamlNode> below = below(node, step);
      if (below.isEmpty()) {
        return at;
      }
      node = below.get();
      at = node.position();
    }
    return at;
  }

  private static Optional<YamlNode> below(YamlNode node, String step) {
    return switch (node) {
      case YamlNode.Mapping mapping ->
          mapping.entries().stream()
              .filter(entry -> entry.key().equals(step))
              .map(YamlNode.Entry::value)
              .findFirst();
      case YamlNode.Sequence sequence ->
          step.matches("\\d{1,6}") && Integer.parseInt(step) < sequence.items().size()
              ? Optional.of(sequence.items().get(Integer.parseInt(step)))
              : Optional.empty();
      case YamlNode.Scalar _ -> Optional.empty();
    };
  }
}
