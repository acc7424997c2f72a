package dev.sluice.common.policyfile;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A converter of a YAML tree to a JSON tree and the positions of its values. */
public final class PositionedJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, TextPosition> values = new HashMap<>();
  private final Map<String, TextPosition> keys = new HashMap<>();
  private final JsonNode root;

  /** Converts a tree. */
  public PositionedJson(YamlNode yaml) {
    root = convert(yaml, "");
  }

  /** Returns the JSON tree. */
  public JsonNode root() {
    return root;
  }

  JsonPositions positions(Path file, String spec) {
    return new JsonPositions(file, spec, values, keys);
  }

  static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private JsonNode convert(YamlNode yaml, String pointer) {
    values.put(pointer, yaml.position());
    return switch (yaml) {
      case YamlNode.Mapping mapping -> {
        ObjectNode object = NODES.objectNode();
        for (YamlNode.Entry entry : mapping.entries()) {
          String below = pointer + "/" + escape(entry.key());
          keys.put(below, entry.keyPosition());
          object.set(entry.key(), convert(entry.value(), below));
        }
        yield object;
      }
      case YamlNode.Sequence sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.items().forEach(item -> array.add(convert(item, pointer + "/" + array.size())));
        yield array;
      }
      case YamlNode.Scalar scalar -> scalar(scalar);
    };
  }

  private static JsonNode scalar(YamlNode.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> NODES.stringNode(scalar.text());
      case INTEGER -> NODES.numberNode(scalar.integer());
      case DECIMAL -> NODES.numberNode(Double.parseDouble(scalar.text()));
      case FLAG -> NODES.booleanNode(Boolean.parseBoolean(scalar.text()));
      case NULL -> NODES.nullNode();
    };
  }
}
