package dev.sluice.common.yaml;

import java.util.List;

/** A value of a YAML document with its position. */
public sealed interface YamlNode {
  TextPosition position();

  /** Returns the name of this kind of value for messages. */
  String kindName();

  /** A mapping with its entries in the order of the file and without duplicate keys. */
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

  /** A scalar as written, without its quotes. */
  record Scalar(String text, ScalarKind kind, TextPosition position) implements YamlNode {
    /** Returns the value of an {@link ScalarKind#INTEGER}. */
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

  /** An entry of a mapping: the key, its position and its value. */
  record Entry(String key, TextPosition keyPosition, YamlNode value) {}

  /** The kind of a scalar in YAML's core schema. */
  enum ScalarKind {
    TEXT,
    INTEGER,
    DECIMAL,
    FLAG,
    NULL
  }
}
