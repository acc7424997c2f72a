package dev.sluice.e2e.install;

import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with the programs of the archive: scripts that run what this build has made. Servers and
 * Envoy write logs.
 */
final class PagePrograms {
  private static final int TAIL = 25;

  private final StackSettings settings;
  private final Path folder;

  PagePrograms(StackSettings settings) {
    this.settings = settings;
    this.folder = settings.home().resolve("bin");
  }

  /** Returns the folder of the scripts. */
  Path folder() {
    return folder;
  }

  /** Writes the scripts. */
  void write(Map<ServerKind, Map<String, String>> variables) {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(settings.logs());
      write("sluicectl", Map.of(), JavaCommand.sluicectl(settings.root()), "");
      for (ServerKind kind : ServerKind.values()) {
        write(
            kind.module(),
            variables.getOrDefault(kind, Map.of()),
            withoutFile(settings.command(kind, Path.of("unused"))),
            log(kind.module()));
      }
      write(
          "envoy",
          Map.of(),
          withoutFile(EnvoyCommand.of(settings.envoy(), Path.of("unused"))),
          log("envoy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text of a log. */
  String logOf(String name) throws IOException {
    return Files.readString(settings.log(name));
  }

  /** Returns the last lines of all logs. */
  String tails() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> logs = Files.list(settings.logs())) {
      for (Path log : logs.sorted().toList()) {
        List<String> lines = Files.readAllLines(log);
        text.append("\n").append(log.getFileName()).append(":\n");
        lines
            .subList(Math.max(0, lines.size() - TAIL), lines.size())
            .forEach(line -> text.append("  ").append(line).append('\n'));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Removes the option of the configuration file, which the page names. */
  private static List<String> withoutFile(List<String> command) {
    return command.subList(0, command.size() - 2);
  }

  private String log(String name) {
    return " >> '" + settings.log(name) + "' 2>&1";
  }

  private void write(
      String name, Map<String, String> variables, List<String> command, String redirection)
      throws IOException {
    StringBuilder script = new StringBuilder("#!/usr/bin/env bash\n");
    new TreeMap<>(variables)
        .forEach((key, value) -> script.append("export %s='%s'\n".formatted(key, value)));
    script.append(
        command.stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "exec ", "")));
    script.append(" \"$@\"").append(redirection).append('\n');
    Path file = Files.writeString(folder.resolve(name), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
