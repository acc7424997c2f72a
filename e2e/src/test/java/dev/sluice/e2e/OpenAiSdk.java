package dev.sluice.e2e;

import dev.sluice.e2e.process.Cache;
import dev.sluice.e2e.stack.Port;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAI Python SDK in a virtual environment of the cache folder. */
final class OpenAiSdk {
  private static final String VERSION = "3.54.0";

  /** An environment, or the reason why there is none. */
  record Found(Optional<OpenAiSdk> sdk, String reason) {}

  private final Path python;

  private OpenAiSdk(Path python) {
    this.python = python;
  }

  /** Finds the environment, making it once. */
  static Found find() {
    Path home = Cache.folder(System.getenv()).resolve("openai-" + VERSION);
    Path python = home.resolve("bin/python");
    Path done = home.resolve("installed");
    try {
      if (!Files.exists(done)) {
        Files.createDirectories(home.getParent());
        run(List.of("python3", "-m", "venv", "--clear", home.toString()), Map.of());
        String pip = home.resolve("bin/pip").toString();
        run(List.of(pip, "install", "--quiet", "openai==" + VERSION), Map.of());
        Files.createFile(done);
      }
      return new Found(Optional.of(new OpenAiSdk(python)), "");
    } catch (IOException e) {
      return new Found(Optional.empty(), "no OpenAI SDK " + VERSION + ": " + e.getMessage());
    }
  }

  /** Runs one way of calling with the prompt. */
  JsonNode call(Sluice sluice, String way, String prompt) throws IOException {
    Path script = Path.of("src", "test", "resources", "openai", "stream.py");
    String printed =
        run(
            List.of(python.toString(), script.toString(), way, prompt),
            Map.of(
                "GATEWAY",
                sluice.stack().ports().http(Port.GATEWAY).toString(),
                "TOKEN",
                sluice.stack().issuer().token("viewer")));
    return JsonMapper.builder().build().readTree(printed);
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
