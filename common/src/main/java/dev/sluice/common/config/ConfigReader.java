package dev.sluice.common.config;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigSource.Given;
import dev.sluice.common.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Typed access to one YAML mapping and the environment, which wins. A wrong value is remembered and
 * the default handed out in its place, so that {@link #finish()} can tell all problems at once.
 */
public final class ConfigReader {
  private final ConfigSource source;
  private final String prefix;

  ConfigReader(ConfigSource source, String prefix) {
    this.source = source;
    this.prefix = prefix;
  }

  /** Reads {@code file}; that it is missing or broken is told by {@link #finish()}. */
  public static ConfigReader load(Path file, Map<String, String> env) {
    return new ConfigReader(ConfigFile.load(file, env), "");
  }

  /** Reads a YAML text. */
  public static ConfigReader of(String yaml, Map<String, String> env) {
    return new ConfigReader(ConfigFile.of("config.yaml", yaml, env), "");
  }

  /** Accepts one more variable for a key; {@code SLUICE_<PATH>} wins over it. */
  public void alias(String path, String envName) {
    source.alias(prefix + path, envName);
  }

  /** The keys below {@code name}. */
  public ConfigReader section(String name) {
    return new ConfigReader(source, prefix + name + ".");
  }

  /** All keys, of which this reader may see a section only. */
  public ConfigReader root() {
    return new ConfigReader(source, "");
  }

  /** The whole path of {@code key}, as problems name it. */
  public String pathOf(String key) {
    return prefix + key;
  }

  public String text(String key, String dflt) {
    return value(key, Optional.of(dflt), Redaction::ofText, text -> text).orElse(dflt);
  }

  public Optional<String> optionalText(String key) {
    return value(key, Optional.empty(), Redaction::ofText, text -> text);
  }

  /** A text that no log, error or effective value shows. */
  public Optional<Secret> optionalSecret(String key) {
    return value(key, Optional.empty(), secret -> Redaction.REDACTED, Secret::of);
  }

  public int integer(String key, int dflt, int min, int max) {
    return value(
            key, Optional.of(dflt), String::valueOf, text -> ConfigValues.integer(text, min, max))
        .orElse(dflt);
  }

  public boolean flag(String key, boolean dflt) {
    return value(key, Optional.of(dflt), String::valueOf, ConfigValues::flag).orElse(dflt);
  }

  /** {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}; a plain number is seconds. */
  public Duration duration(String key, Duration dflt) {
    return value(key, Optional.of(dflt), ConfigValues::text, ConfigValues::duration).orElse(dflt);
  }

  /** One of an enum's constants, written in lower case with dashes. */
  public <E extends Enum<E>> E choice(String key, Class<E> type, E dflt) {
    return value(
            key, Optional.of(dflt), ConfigValues::text, text -> ConfigValues.choice(text, type))
        .orElse(dflt);
  }

  public Path path(String key, Path dflt) {
    return value(key, Optional.of(dflt), Path::toString, ConfigValues::path).orElse(dflt);
  }

  public Optional<Path> optionalPath(String key) {
    return value(key, Optional.empty(), Path::toString, ConfigValues::path);
  }

  /** A file that must exist, the default too. */
  public Path file(String key, Path dflt) {
    Path file = path(key, dflt);
    requireFile(key, file);
    return file;
  }

  /** A file or a folder that must exist, the default too. */
  public Path fileOrFolder(String key, Path dflt) {
    Path place = path(key, dflt);
    if (!Files.isDirectory(place)) {
      requireFile(key, place);
    }
    return place;
  }

  /** A file that must exist when it is named. */
  public Optional<Path> optionalFile(String key) {
    Optional<Path> file = optionalPath(key);
    file.ifPresent(named -> requireFile(key, named));
    return file;
  }

  /** A YAML list; in a variable the items stand between commas. */
  public List<String> texts(String key, List<String> dflt) {
    List<String> texts =
        source.find(prefix + key).flatMap(given -> items(key, given)).orElse(List.copyOf(dflt));
    source.effective.put(prefix + key, texts.toString());
    return texts;
  }

  public HostPort address(String key, HostPort dflt) {
    return value(key, Optional.of(dflt), HostPort::toString, HostPort::parse).orElse(dflt);
  }

  /** One address, or several between commas. */
  public List<HostPort> addresses(String key, HostPort dflt) {
    return value(key, Optional.of(List.of(dflt)), ConfigValues::text, ConfigValues::addresses)
        .orElse(List.of(dflt));
  }

  public Optional<HostPort> optionalAddress(String key) {
    return value(key, Optional.empty(), HostPort::toString, HostPort::parse);
  }

  /** Tells that the value of {@code key} breaks a rule of the caller's own. */
  public void problem(String key, String rule) {
    source.problem(prefix + key, rule, origin(key));
  }

  /** Refuses the configuration if anything was wrong, unknown keys included. */
  public void finish() {
    source.refuseUnknownKeys();
    if (!source.problems.isEmpty()) {
      throw new ConfigException(List.copyOf(source.problems));
    }
  }

  /**
   * Variables that look like keys but that nobody asked for: another server's, or misspelt ones.
   */
  public List<String> unusedVariables() {
    return source.unusedVariables();
  }

  /** Every value in force, secrets redacted, for the log of the start. */
  public Map<String, String> effective() {
    return Collections.unmodifiableSortedMap(
        new TreeMap<>(source.effective.subMap(prefix, prefix + Character.MAX_VALUE)));
  }

  private <T> Optional<T> value(
      String key, Optional<T> dflt, Function<T, String> show, Function<String, T> parse) {
    Optional<T> value =
        source.find(prefix + key).flatMap(given -> parsed(key, given, parse)).or(() -> dflt);
    source.effective.put(prefix + key, value.map(show).orElse(""));
    return value;
  }

  private <T> Optional<T> parsed(String key, Given given, Function<String, T> parse) {
    if (!(given.node() instanceof YamlNode.Scalar scalar)) {
      problemAt(key, given, "must be a single value, but is " + given.node().kindName());
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(scalar.text()));
    } catch (IllegalArgumentException e) {
      problemAt(key, given, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<List<String>> items(String key, Given given) {
    try {
      return Optional.of(ConfigValues.texts(given));
    } catch (IllegalArgumentException e) {
      problemAt(key, given, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void requireFile(String key, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      source.problems.add(
          new ConfigProblem(
              prefix + key, "the file " + file + " cannot be read", origin(key), true));
    }
  }

  private void problemAt(String key, Given given, String message) {
    source.problem(prefix + key, message, given.origin());
  }

  private String origin(String key) {
    return source
        .find(prefix + key)
        .map(Given::origin)
        .orElse("not set; environment " + ConfigSource.variableOf(prefix + key));
  }
}
