package dev.sluice.common.yaml;

import java.util.List;

/** One value of a YAML document with the place where it begins. */
public sealed interface YamlNode {
  TextPosition position();

  /** What a reader would call this kind of value. */
  String kindName();

  /** Keys and values in the order of the file; no key occurs twice. */
  record Mapping(List<Entry> entries, TextPosition position) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kindName() {
      return "a mapping";
    }
  }

  /** A list of values. */
  record Sequence(List<YamlNode> items, TextPosition position) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kindName() {
      return "a list";
    }
  }

  /** A single value as it was written, without its quotes. */
  record Scalar(String text, ScalarKind kind, TextPosition position) implements YamlNode {
    /** The value of an {@link ScalarKind#INTEGER}. */
    public long integer() {
      return ScalarKindResolver.integer(text);
    }

    @Override
    public String kindName() {
      return switch (kind) {
        case TEXT -> "a text";
        case INTEGER, DECIMAL -> "a number";
        case FLAG -> "a truth value";
        case NULL -> "empty";
      };
    }
  }

  /** One key of a mapping, the place of the key, and its value. */
  record Entry(String key, TextPosition keyPosition, YamlNode value) {}

  /** What YAML's core schema takes a scalar for. */
  enum ScalarKind {
    TEXT,
    INTEGER,
    DECIMAL,
    FLAG,
    NULL
  }
}
