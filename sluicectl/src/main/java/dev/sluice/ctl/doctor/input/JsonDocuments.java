package dev.sluice.ctl.doctor.input;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlNode.ScalarKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A parser of JSON to the tree that YAML documents have, so that checks are written once. */
public final class JsonDocuments {
  /** The size up to which a document is read. */
  public static final int MAX_BYTES = 64 << 20;

  private static final int MAX_DEPTH = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  private JsonDocuments() {}

  /** Parses a document; {@code name} is its name for messages. */
  public static YamlNode parse(String name, byte[] json) throws UnreadableInputException {
    try {
      return tree(JSON.readTree(json));
    } catch (JacksonException e) {
      // The parser's own message would quote the document.
      throw new UnreadableInputException(
          name + ": not valid JSON, or nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private static YamlNode tree(JsonNode node) {
    if (node.isObject()) {
      List<YamlNode.Entry> entries = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        entries.add(new YamlNode.Entry(entry.getKey(), TextPosition.START, tree(entry.getValue())));
      }
      return new YamlNode.Mapping(entries, TextPosition.START);
    }
    if (node.isArray()) {
      List<YamlNode> items = new ArrayList<>();
      node.forEach(item -> items.add(tree(item)));
      return new YamlNode.Sequence(items, TextPosition.START);
    }
    return new YamlNode.Scalar(node.asString(""), kind(node), TextPosition.START);
  }

  private static ScalarKind kind(JsonNode node) {
    if (node.isString()) {
      return ScalarKind.TEXT;
    } else if (node.isBoolean()) {
      return ScalarKind.FLAG;
    } else if (node.isNumber()) {
      return node.isIntegralNumber() ? ScalarKind.INTEGER : ScalarKind.DECIMAL;
    }
    return ScalarKind.NULL;
  }
}
