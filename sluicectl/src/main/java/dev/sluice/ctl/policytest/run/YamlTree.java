package dev.sluice.ctl.policytest.run;

import dev.sluice.common.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A reader and editor of YAML trees. A path has keys and positions in lists. */
public final class YamlTree {
  private YamlTree() {}

  /** Returns the node at a path. */
  public static Optional<YamlNode> at(YamlNode root, List<?> path) {
    Optional<YamlNode> node = Optional.of(root);
    for (Object step : path) {
      node = node.flatMap(parent -> child(parent, step));
    }
    return node;
  }

  /** Returns the text at a path; empty if there is none. */
  public static String text(YamlNode root, List<?> path) {
    return at(root, path)
        .map(node -> node instanceof YamlNode.Scalar scalar ? scalar.text() : "")
        .orElse("");
  }

  /** Returns the items of the list at a path. */
  public static List<YamlNode> items(YamlNode root, List<?> path) {
    return at(root, path)
        .map(node -> node instanceof YamlNode.Sequence list ? list.items() : List.<YamlNode>of())
        .orElse(List.of());
  }

  /** Returns the keys of the mapping at a path. */
  public static List<String> keys(YamlNode root, List<?> path) {
    return at(root, path)
        .map(node ->
            node instanceof YamlNode.Mapping mapping
                ? mapping.entries().stream().map(YamlNode.Entry::key).toList()
                : List.<String>of())
        .orElse(List.of());
  }

  /** Returns a copy with the node at a path changed. */
  public static YamlNode with(YamlNode root, List<?> path, UnaryOperator<YamlNode> change) {
    if (path.isEmpty()) {
      return change.apply(root);
    }
    Object step = path.getFirst();
    List<?> below = path.subList(1, path.size());
    return switch (root) {
      case YamlNode.Mapping mapping -> {
        List<YamlNode.Entry> entries = new ArrayList<>(mapping.entries());
        entries.replaceAll(entry ->
            entry.key().equals(step)
                ? new YamlNode.Entry(
                    entry.key(), entry.keyPosition(), with(entry.value(), below, change))
                : entry);
        yield new YamlNode.Mapping(entries, mapping.position());
      }
      case YamlNode.Sequence list -> {
        List<YamlNode> items = new ArrayList<>(list.items());
        if (step instanceof Integer position) {
          items.set(position, with(items.get(position), below, change));
        }
        yield new YamlNode.Sequence(items, list.position());
      }
      case YamlNode.Scalar scalar -> scalar;
    };
  }

  /** Returns a copy without the entry or item at a path. */
  public static YamlNode without(YamlNode root, List<?> path) {
    Object last = path.getLast();
    return with(
        root,
        path.subList(0, path.size() - 1),
        parent ->
            switch (parent) {
              case YamlNode.Mapping mapping ->
                  new YamlNode.Mapping(
                      mapping.entries().stream()
                          .filter(entry -> !entry.key().equals(last))
                          .toList(),
                      mapping.position());
              case YamlNode.Sequence list -> {
                List<YamlNode> items = new ArrayList<>(list.items());
                if (last instanceof Integer position) {
                  items.remove(position.intValue());
                }
                yield new YamlNode.Sequence(items, list.position());
              }
              case YamlNode.Scalar scalar -> scalar;
            });
  }

  /** Returns a copy in which the mapping at a path has a text under a key. */
  public static YamlNode put(YamlNode root, List<?> path, String key, YamlNode value) {
    return with(
        root,
        path,
        node -> {
          if (!(node instanceof YamlNode.Mapping mapping)) {
            return node;
          }
          List<YamlNode.Entry> entries = new ArrayList<>(mapping.entries());
          entries.removeIf(entry -> entry.key().equals(key));
          entries.add(new YamlNode.Entry(key, mapping.position(), value));
          return new YamlNode.Mapping(entries, mapping.position());
        });
  }

  /** Returns a text at the position of a node. */
  public static YamlNode.Scalar textLike(YamlNode like, String text) {
    return new YamlNode.Scalar(text, YamlNode.ScalarKind.TEXT, like.position());
  }

  private static Optional<YamlNode> child(YamlNode parent, Object step) {
    return switch (parent) {
      case YamlNode.Mapping mapping ->
          mapping.entries().stream()
              .filter(entry -> entry.key().equals(step))
              .map(YamlNode.Entry::value)
              .findFirst();
      case YamlNode.Sequence list ->
          step instanceof Integer position && position < list.items().size()
              ? Optional.of(list.items().get(position))
              : Optional.empty();
      case YamlNode.Scalar _ -> Optional.empty();
    };
  }
}
