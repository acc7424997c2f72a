package dev.sluice.common.config;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlNode.Mapping;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The state that all sections of one configuration share: the file, the environment and the
 * problems.
 */
final class ConfigSource {
  private static final String PREFIX = "SLUICE_";
  // Other readers: the log, and the scripts that start the servers.
  private static final Set<String> NOT_KEYS =
      Set.of("SLUICE_CACHE", "SLUICE_LOG_FORMAT", "SLUICE_LOG_LEVEL");

  final String file;
  final Map<String, String> environment;
  final Set<ConfigProblem> problems = new LinkedHashSet<>();
  final TreeMap<String, EffectiveValue> effective = new TreeMap<>();
  private final YamlNode root;
  private final Map<String, String> aliases = new HashMap<>();
  private final NavigableSet<String> known = new TreeSet<>();

  ConfigSource(String file, YamlNode root, Map<String, String> environment) {
    this.file = file;
    this.root = root;
    this.environment = Map.copyOf(environment);
  }

  void alias(String path, String variable) {
    aliases.put(path, variable);
  }

  /**
   * Returns the value for {@code path}, if there is one. Empty variables and empty YAML values do
   * not count.
   */
  Optional<Given> find(String path) {
    known.add(path);
    return variable(variableOf(path))
        .or(() -> Optional.ofNullable(aliases.get(path)).flatMap(this::variable))
        .or(() ->
            node(path)
                .filter(node -> !isNull(node))
                .map(node -> new Given(node, place(node.position()), false)));
  }

  /** Returns the name of the environment variable for {@code path}. */
  static String variableOf(String path) {
    return PREFIX + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  void problem(String path, String message, String origin) {
    problems.add(new ConfigProblem(path, message, origin, false));
  }

  /** Reports each key of the file that nobody read. */
  void refuseUnknownKeys() {
    if (root instanceof Mapping mapping) {
      refuseUnknownKeys("", mapping);
    }
  }

  List<String> unusedVariables() {
    Set<String> used = known.stream().map(ConfigSource::variableOf).collect(Collectors.toSet());
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !used.contains(name))
        .filter(name -> !NOT_KEYS.contains(name))
        .sorted()
        .toList();
  }

  private void refuseUnknownKeys(String prefix, Mapping mapping) {
    for (YamlNode.Entry entry : mapping.entries()) {
      String path = prefix + entry.key();
      if (known.contains(path)) {
        continue;
      }
      String inside = known.ceiling(path + ".");
      if (inside == null || !inside.startsWith(path + ".")) {
        problem(path, "is not a known key", place(entry.keyPosition()));
      } else if (entry.value() instanceof Mapping below) {
        refuseUnknownKeys(path + ".", below);
      } else if (!isNull(entry.value())) {
        problem(
            path,
            "must be a mapping, but is " + entry.value().kindName(),
            place(entry.value().position()));
      }
    }
  }

  private Optional<Given> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(text -> !text.isEmpty())
        .map(text ->
            new Given(
                new YamlNode.Scalar(text, YamlNode.ScalarKind.TEXT, TextPosition.START),
                "environment " + name,
                true));
  }

  private Optional<YamlNode> node(String path) {
    YamlNode node = root;
    for (String key : path.split("\\.", -1)) {
      Optional<YamlNode> next =
          node instanceof Mapping mapping
              ? mapping.entries().stream()
                  .filter(entry -> entry.key().equals(key))
                  .map(YamlNode.Entry::value)
                  .findFirst()
              : Optional.empty();
      if (next.isEmpty()) {
        return next;
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.ScalarKind.NULL;
  }

  private String place(TextPosition at) {
    return file + ":" + at;
  }

  /** A value with its origin. */
  record Given(YamlNode node, String origin, boolean fromEnvironment) {}
}
