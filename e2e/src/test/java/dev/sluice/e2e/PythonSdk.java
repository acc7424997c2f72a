package dev.sluice.e2e;

import dev.sluice.e2e.process.Cache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SDKs for Python in a virtual environment of the cache folder. */
final class PythonSdk {

  /** An environment, or the reason why there is none. */
  record Found(Optional<PythonSdk> sdk, String reason) {}

  private final Path python;

  private PythonSdk(Path python) {
    this.python = python;
  }

  /** Finds the environment of these packages, making it once. */
  static Found find(String... packages) {
    Path home =
        Cache.folder(System.getenv()).resolve(String.join("-", packages).replace("==", "-"));
    Path python = home.resolve("bin/python");
    Path done = home.resolve("installed");
    try {
      if (!Files.exists(done)) {
        Files.createDirectories(home.getParent());
        run(List.of("python3", "-m", "venv", "--clear", home.toString()), Map.of());
        List<String> install = new ArrayList<>();
        install.addAll(List.of(home.resolve("bin/pip").toString(), "install", "--quiet"));
        install.addAll(List.of(packages));
        run(install, Map.of());
        Files.createFile(done);
      }
      return new Found(Optional.of(new PythonSdk(python)), "");
    } catch (IOException e) {
      return new Found(
          Optional.empty(), "no SDK " + String.join(" ", packages) + ": " + e.getMessage());
    }
  }

  /** Runs a script of the test resources with the environment and arguments given. */
  JsonNode call(String script, Map<String, String> environment, String... arguments)
      throws IOException {
    Path path = Path.of("src", "test", "resources", script);
    List<String> command = new ArrayList<>(List.of(python.toString(), path.toString()));
    command.addAll(List.of(arguments));
    return JsonMapper.builder().build().readTree(run(command, environment));
  }

  private static String run(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (InputStream printed = process.getInputStream()) {
      String output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(command.getFirst() + " failed: " + output.strip());
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
