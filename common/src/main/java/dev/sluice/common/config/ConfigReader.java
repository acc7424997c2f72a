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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A typed reader of one YAML mapping and of the environment, which has precedence. For a wrong
 * value it records a problem and returns the default, so that {@link #finish()} can report all
 * problems at once.
 */
public final class ConfigReader {
  private static final String REDACTED = "[redacted]";

  private final ConfigSource source;
  private final String prefix;

  ConfigReader(ConfigSource source, String prefix) {
    this.source = source;
    this.prefix = prefix;
  }

  /** Reads {@code file}. {@link #finish()} reports a missing or malformed file. */
  public static ConfigReader load(Path file, Map<String, String> env) {
    return new ConfigReader(ConfigFile.load(file, env), "");
  }

  /** Reads a YAML text. */
  public static ConfigReader of(String yaml, Map<String, String> env) {
    return new ConfigReader(ConfigFile.of("config.yaml", yaml, env), "");
  }

  /** Adds a variable for a key; {@code SLUICE_<PATH>} has precedence over it. */
  public void alias(String path, String envName) {
    source.alias(prefix + path, envName);
  }

  /** Returns a reader of the keys below {@code name}. */
  public ConfigReader section(String name) {
    return new ConfigReader(source, prefix + name + ".");
  }

  /** Returns the reader of all keys, of which this one may be a section. */
  public ConfigReader root() {
    return new ConfigReader(source, "");
  }

  /** Returns the full path of {@code key}, as problems name it. */
  public String pathOf(String key) {
    return prefix + key;
  }

  public String text(String key, String dflt) {
    return value(key, Optional.of(dflt), ConfigReader::redact, text -> text).orElse(dflt);
  }

  public Optional<String> optionalText(String key) {
    return value(key, Optional.empty(), ConfigReader::redact, text -> text);
  }

  /** Returns a text that no log, error or effective value shows. */
  public Optional<Secret> optionalSecret(String key) {
    return value(key, Optional.empty(), secret -> REDACTED, Secret::of);
  }

  public int integer(String key, int dflt, int min, int max) {
    return value(
            key, Optional.of(dflt), String::valueOf, text -> ConfigValues.integer(text, min, max))
        .orElse(dflt);
  }

  public boolean flag(String key, boolean dflt) {
    return value(key, Optional.of(dflt), String::valueOf, ConfigValues::flag).orElse(dflt);
  }

  /**
   * Returns a duration: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or a plain
   * number of seconds.
   */
  public Duration duration(String key, Duration dflt) {
    return value(key, Optional.of(dflt), ConfigValues::text, ConfigValues::duration).orElse(dflt);
  }

  /** Returns a constant of an enum, which is written in lower case with dashes. */
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

  /** Returns a file that must exist, also if it is the default. */
  public Path file(String key, Path dflt) {
    Path file = path(key, dflt);
    requireFile(key, file);
    return file;
  }

  /** Returns a file or a directory that must exist, also if it is the default. */
  public Path fileOrFolder(String key, Path dflt) {
    Path place = path(key, dflt);
    if (!Files.isDirectory(place)) {
      requireFile(key, place);
    }
    return place;
  }

  /** Returns an optional file, which must exist if it is set. */
  public Optional<Path> optionalFile(String key) {
    Optional<Path> file = optionalPath(key);
    file.ifPresent(named -> requireFile(key, named));
    return file;
  }

  /** Returns a list of texts: a YAML list, or a variable with commas between the items. */
  public List<String> texts(String key, List<String> dflt) {
    Optional<Given> given = source.find(prefix + key);
    List<String> texts = given.flatMap(found -> items(key, found)).orElse(List.copyOf(dflt));
    String origin = given.map(Given::origin).orElse(EffectiveValue.DEFAULT);
    source.effective.put(prefix + key, EffectiveValue.list(texts, origin));
    return texts;
  }

  public HostPort address(String key, HostPort dflt) {
    return value(key, Optional.of(dflt), HostPort::toString, HostPort::parse).orElse(dflt);
  }

  /** Returns one address, or several with commas between them. */
  public List<HostPort> addresses(String key, HostPort dflt) {
    return value(key, Optional.of(List.of(dflt)), ConfigValues::text, ConfigValues::addresses)
        .orElse(List.of(dflt));
  }

  public Optional<HostPort> optionalAddress(String key) {
    return value(key, Optional.empty(), HostPort::toString, HostPort::parse);
  }

  /** Reports that the value of {@code key} violates a rule of the caller. */
  public void problem(String key, String rule) {
    source.problem(prefix + key, rule, originOf(key));
  }

  /** Rejects the configuration if there is a problem, including unknown keys. */
  public void finish() {
    source.refuseUnknownKeys();
    if (!source.problems.isEmpty()) {
      throw new ConfigException(List.copyOf(source.problems));
    }
  }

  /**
   * Returns variables that look like keys but were not read: misspelt ones, or those of another
   * server.
   */
  public List<String> unusedVariables() {
    return source.unusedVariables();
  }

  /** Returns all effective values for the start-up log, with secrets redacted. */
  public Map<String, String> effective() {
    SortedMap<String, String> texts = new TreeMap<>();
    effectiveValues().forEach((path, value) -> texts.put(path, value.text()));
    return Collections.unmodifiableSortedMap(texts);
  }

  /** Returns all effective values with their origins, with secrets redacted. */
  public SortedMap<String, EffectiveValue> effectiveValues() {
    return Collections.unmodifiableSortedMap(
        new TreeMap<>(source.effective.subMap(prefix, prefix + Character.MAX_VALUE)));
  }

  /** Returns whether the file or the environment has a value for {@code key}. */
  public boolean isSet(String key) {
    return source.find(prefix + key).isPresent();
  }

  /** Returns where {@code key} is set, or how it can be set. */
  public String originOf(String key) {
    return source
        .find(prefix + key)
        .map(Given::origin)
        .orElse("not set; environment " + ConfigSource.variableOf(prefix + key));
  }

  private <T> Optional<T> value(
      String key, Optional<T> dflt, Function<T, String> show, Function<String, T> parse) {
    Optional<Given> given = source.find(prefix + key);
    Optional<T> value = given.flatMap(found -> parsed(key, found, parse)).or(() -> dflt);
    String origin =
        given
            .map(Given::origin)
            .orElse(dflt.isPresent() ? EffectiveValue.DEFAULT : EffectiveValue.NOT_SET);
    source.effective.put(prefix + key, EffectiveValue.single(value.map(show).orElse(""), origin));
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
              prefix + key, "the file " + file + " cannot be read", originOf(key), true));
    }
  }

  private void problemAt(String key, Given given, String message) {
    source.problem(prefix + key, message, given.origin());
  }

  /** Returns the text without the user part of an address and without its query. */
  private static String redact(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      return text;
    }
    int query = text.indexOf('?');
    String address = query < 0 ? text : text.substring(0, query + 1) + REDACTED;
    int host = scheme + 3;
    int path = address.indexOf('/', host);
    int at = address.lastIndexOf('@', path < 0 ? address.length() : path);
    return at < host ? address : address.substring(0, host) + REDACTED + address.substring(at);
  }
}
