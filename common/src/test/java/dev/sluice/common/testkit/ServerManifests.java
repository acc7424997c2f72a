package dev.sluice.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The configuration files and the variables of a server in {@code manifests}. */
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
