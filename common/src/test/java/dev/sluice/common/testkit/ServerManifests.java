package dev.sluice.common.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of a server in the files for operators: its configuration files and variables in
 * {@code manifests}, and its file in {@code packaging}.
 */
public record ServerManifests(String server) {
  private static final Path FOLDER = Path.of("..", "manifests");
  private static final Pattern VARIABLE = Pattern.compile("name: (SLUICE_[A-Z0-9_]+)");
  private static final Pattern PATCH =
      Pattern.compile(
          "- target: \\{kind: StatefulSet, name: ([^}]+)}(.*?)(?=- target:|\\z)", Pattern.DOTALL);

  /** Returns the configuration files of the server in all installations. */
  public List<Path> configurations() {
    return files(Path.of("config", server + ".yaml")).toList();
  }

  /** Returns the variables that manifests set for the server, each with some value. */
  public Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    files(Path.of(server + ".yaml"))
        .filter(file -> !file.endsWith(Path.of("config", server + ".yaml")))
        .forEach(file -> add(read(file), variables));
    files(Path.of("kustomization.yaml"))
        .forEach(file -> {
          Matcher patch = PATCH.matcher(read(file));
          while (patch.find()) {
            if (server.matches(patch.group(1))) {
              add(patch.group(2), variables);
            }
          }
        });
    return variables;
  }

  /**
   * Checks that the server knows every key of a file and every variable. The mounted files are
   * missing here, so the configuration is rejected in any case.
   *
   * @param read reads the configuration of the server
   */
  public void assertKnownKeys(Path file, Consumer<ConfigReader> read) {
    ConfigReader reader = ConfigReader.load(file, variables());
    assertEquals(
        List.of(),
        rejection(reader, read).problems().stream()
            .filter(problem -> problem.message().contains("is not a known key"))
            .toList());
    assertEquals(List.of(), reader.unusedVariables());
  }

  /**
   * Checks that no value of the packaged file is wrong, also with all its commented keys. Only
   * files of an installation are missing here.
   *
   * @param read reads the configuration of the server
   */
  public void assertPackagedFileIsValid(Consumer<ConfigReader> read) {
    String text = read(Path.of("..", "packaging", "config", server + ".yaml"));
    String withAllKeys = text.replaceAll("(?m)^#(?=[a-z]|  )", "");
    assertTrue(text.lines().count() > 30 && !text.equals(withAllKeys));
    for (String yaml : List.of(text, withAllKeys)) {
      ConfigException missing = rejection(ConfigReader.of(yaml, Map.of()), read);
      assertTrue(missing.onlyMissingFiles(), missing::getMessage);
    }
  }

  private static ConfigException rejection(ConfigReader reader, Consumer<ConfigReader> read) {
    return assertThrows(
        ConfigException.class,
        () -> {
          read.accept(reader);
          reader.finish();
        });
  }

  private static void add(String text, Map<String, String> variables) {
    VARIABLE.matcher(text).results().forEach(found -> variables.put(found.group(1), "some-value"));
  }

  private static Stream<Path> files(Path ending) {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
