package dev.sluice.common.yaml;

import dev.sluice.common.yaml.YamlNode.Kind;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Which kind of value a scalar is, by its tag or by YAML's core schema. */
final class ScalarKinds {
  private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

  private ScalarKinds() {}

  static Kind of(ScalarEvent event, Position at) {
    Tag tag =
        event
            .getTag()
            .map(name -> name.equals("!") ? Tag.STR : new Tag(name))
            .orElseGet(() -> event.isPlain() ? RESOLVER.resolve(event.getValue(), true) : Tag.STR);
    Kind kind = kind(tag, at);
    if (kind == Kind.DECIMAL && !isFinite(event.getValue())) {
      throw new YamlParser.Refused(at, "a number must be finite");
    }
    return kind;
  }

  private static Kind kind(Tag tag, Position at) {
    if (tag.equals(Tag.STR)) {
      return Kind.TEXT;
    } else if (tag.equals(Tag.INT)) {
      return Kind.INTEGER;
    } else if (tag.equals(Tag.FLOAT)) {
      return Kind.DECIMAL;
    } else if (tag.equals(Tag.BOOL)) {
      return Kind.FLAG;
    } else if (tag.equals(Tag.NULL)) {
      return Kind.NULL;
    }
    throw new YamlParser.Refused(at, "the tag " + tag + " is not supported");
  }

  /** The infinities and not-a-number end in a letter, every other decimal in a digit or a dot. */
  private static boolean isFinite(String text) {
    return !Character.isLetter(text.charAt(text.length() - 1));
  }
}
