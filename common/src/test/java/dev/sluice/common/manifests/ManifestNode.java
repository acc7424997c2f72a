package dev.sluice.common.manifests;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value of a YAML document: a mapping, a list, a scalar, or nothing. */
record ManifestNode(@Nullable Object value) {
  private static final ManifestNode NOTHING = new ManifestNode(null);

  /** Returns the value at the end of a path of keys. */
  ManifestNode at(String... path) {
    ManifestNode node = this;
    for (String key : path) {
      node = node.value instanceof Map<?, ?> map ? new ManifestNode(map.get(key)) : NOTHING;
    }
    return node;
  }

  Stream<ManifestNode> items() {
    return value instanceof List<?> list ? list.stream().map(ManifestNode::new) : Stream.empty();
  }

  boolean isPresent() {
    return value != null;
  }

  /** Returns the scalar as text; empty for nothing. */
  String text() {
    return String.valueOf(value == null ? "" : value);
  }

  /** Returns the texts of a list. */
  List<String> texts() {
    return items().map(ManifestNode::text).toList();
  }

  /** Returns a mapping of texts, such as labels. */
  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, label) -> labels.put(String.valueOf(key), String.valueOf(label)));
    }
    return labels;
  }

  /** Returns this value and all values below it. */
  Stream<ManifestNode> all() {
    Stream<ManifestNode> below =
        value instanceof Map<?, ?> map
            ? map.values().stream().map(ManifestNode::new).flatMap(ManifestNode::all)
            : items().flatMap(ManifestNode::all);
    return Stream.concat(Stream.of(this), below);
  }
}
