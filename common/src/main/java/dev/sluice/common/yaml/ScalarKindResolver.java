package dev.sluice.common.yaml;

import dev.sluice.common.yaml.YamlNode.ScalarKind;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A resolver of the kind of a scalar, by its tag or by YAML's core schema. */
final class ScalarKindResolver {
  private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

  private ScalarKindResolver() {}

  static ScalarKind of(ScalarEvent event, TextPosition at) {
    Tag tag =
        event
            .getTag()
            .map(name -> name.equals("!") ? Tag.STR : new Tag(name))
            .orElseGet(() -> event.isPlain() ? RESOLVER.resolve(event.getValue(), true) : Tag.STR);
    ScalarKind kind = kind(tag, at);
    if (!fits(kind, event.getValue())) {
      throw new YamlRejectedException(
          at, "is not the value that its tag says, or too large a number");
    }
    return kind;
  }

  private static ScalarKind kind(Tag tag, TextPosition at) {
    if (tag.equals(Tag.STR)) {
      return ScalarKind.TEXT;
    } else if (tag.equals(Tag.INT)) {
      return ScalarKind.INTEGER;
    } else if (tag.equals(Tag.FLOAT)) {
      return ScalarKind.DECIMAL;
    } else if (tag.equals(Tag.BOOL)) {
      return ScalarKind.FLAG;
    } else if (tag.equals(Tag.NULL)) {
      return ScalarKind.NULL;
    }
    throw new YamlRejectedException(
        at,
        tag.equals(Tag.MERGE)
            ? "merge keys (<<) are not supported; write the keys out"
            : "the tag " + tag + " is not supported");
  }

  /** Parses a whole number of YAML's core schema. */
  static long integer(String text) {
    if (text.startsWith("0x")) {
      return Long.parseLong(text.substring(2), 16);
    }
    return text.startsWith("0o") ? Long.parseLong(text.substring(2), 8) : Long.parseLong(text);
  }

  /** Returns whether Java and JSON can represent the value, because a tag may not fit the text. */
  private static boolean fits(ScalarKind kind, String text) {
    try {
      return switch (kind) {
        case INTEGER -> {
          integer(text);
          yield true;
        }
        case DECIMAL -> Double.isFinite(Double.parseDouble(text));
        case FLAG -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        case TEXT, NULL -> true;
      };
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
