package dev.sluice.common.config;

import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.common.yaml.YamlParser;
import dev.sluice.common.yaml.YamlResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A reader of the configuration file, which reports errors of the file as problems, not as
 * exceptions.
 */
final class ConfigFile {
  private static final YamlNode EMPTY = new YamlNode.Mapping(List.of(), TextPosition.START);
  private static final long MAX_BYTES = 1 << 20;

  private ConfigFile() {}

  static ConfigSource load(Path file, Map<String, String> env) {
    if (!Files.isRegularFile(file)) {
      return refused(file, env, "the file does not exist", true);
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        return refused(file, env, "the file is larger than " + MAX_BYTES + " bytes", false);
      }
      return of(file.toString(), Files.readString(file), env);
    } catch (CharacterCodingException e) {
      return refused(file, env, "the file is not UTF-8", false);
    } catch (IOException e) {
      return refused(file, env, "the file cannot be read", true);
    }
  }

  static ConfigSource of(String name, String yaml, Map<String, String> env) {
    return switch (YamlParser.parse(yaml)) {
      case YamlResult.Parsed(YamlNode.Mapping mapping) -> new ConfigSource(name, mapping, env);
      case YamlResult.Parsed(YamlNode.Scalar scalar)
          when scalar.kind() == YamlNode.ScalarKind.NULL ->
          new ConfigSource(name, EMPTY, env);
      case YamlResult.Parsed(YamlNode other) -> {
        ConfigSource source = new ConfigSource(name, EMPTY, env);
        source.problem(
            ConfigProblem.FILE,
            "must be a mapping, but is " + other.kindName(),
            name + ":" + other.position());
        yield source;
      }
      case YamlResult.Invalid(var problems, var _) -> {
        ConfigSource source = new ConfigSource(name, EMPTY, env);
        problems.forEach(problem ->
            source.problem(ConfigProblem.FILE, problem.message(), name + ":" + problem.position()));
        yield source;
      }
    };
  }

  private static ConfigSource refused(
      Path file, Map<String, String> env, String message, boolean absent) {
    ConfigSource source = new ConfigSource(file.toString(), EMPTY, env);
    source.problems.add(new ConfigProblem(ConfigProblem.FILE, message, file.toString(), absent));
    return source;
  }
}
