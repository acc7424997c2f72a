package dev.sluice.e2e.sdk;

import dev.sluice.e2e.process.DownloadCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An installed SDK of a provider, with the program that runs its scripts. */
public final class ProviderSdk {

  /** An SDK, or the reason why it is missing. */
  public record Found(Optional<ProviderSdk> sdk, String reason) {}

  /** An installer of packages. */
  @FunctionalInterface
  private interface Installer {
    void install() throws IOException;
  }

  private final Path home;
  private final String program;

  private ProviderSdk(Path home, String program) {
    this.home = home;
    this.program = program;
  }

  /** Finds packages of PyPI in a virtual environment, which is created once. */
  public static Found python(String... packages) {
    Path home = home("", packages);
    return find(
        new ProviderSdk(home, home.resolve("bin/python").toString()),
        () -> {
          run(List.of("python3", "-m", "venv", "--clear", home.toString()), Map.of());
          run(command(List.of(home.resolve("bin/pip").toString(), "install"), packages), Map.of());
        });
  }

  /** Finds packages of npm, installing them once. */
  public static Found node(String... packages) {
    Path home = home("node-", packages);
    return find(
        new ProviderSdk(home, "node"),
        () -> {
          Files.createDirectories(home);
          run(command(List.of("npm", "install", "--prefix", home.toString()), packages), Map.of());
        });
  }

  private static Path home(String prefix, String... packages) {
    String name = prefix + String.join("-", packages).replace("==", "-").replace("@", "-");
    return DownloadCache.folder(System.getenv()).resolve(name);
  }

  private static List<String> command(List<String> program, String... arguments) {
    List<String> all = new ArrayList<>(program);
    all.addAll(List.of(arguments));
    return all;
  }

  private static Found find(ProviderSdk sdk, Installer installer) {
    Path done = sdk.home.resolve("installed");
    try {
      if (!Files.exists(done)) {
        Files.createDirectories(sdk.home.getParent());
        installer.install();
        Files.createFile(done);
      }
      return new Found(Optional.of(sdk), "");
    } catch (IOException e) {
      return new Found(
          Optional.empty(), "no SDK " + sdk.home.getFileName() + ": " + e.getMessage());
    }
  }

  /** Runs a script of the test resources. */
  public JsonNode call(String script, Map<String, String> environment, String... arguments)
      throws IOException {
    Path path = Path.of("src", "test", "resources", script);
    Map<String, String> all = new HashMap<>(environment);
    all.put("SDK_HOME", home.toString());
    return JsonMapper.builder()
        .build()
        .readTree(run(command(List.of(program, path.toString()), arguments), all));
  }

  /**
   * Returns what a program prints. Its file is beside the packages, where it can import them.
   *
   * @param type the ending of its file
   */
  String print(String text, String type, Map<String, String> environment) throws IOException {
    Path file = Files.createTempFile(home, "page", "." + type);
    try {
      Files.writeString(file, text);
      return run(List.of(program, file.toString()), environment);
    } finally {
      Files.delete(file);
    }
  }

  /** Returns what commands of a shell print. */
  static String printShell(String commands, Map<String, String> environment) throws IOException {
    return run(List.of("bash", "-euo", "pipefail", "-c", commands), environment);
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
