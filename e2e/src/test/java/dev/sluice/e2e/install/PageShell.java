package dev.sluice.e2e.install;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A bash in which the commands of a page run one after the other, with the variables and functions
 * of those before. It ends with all processes that it started.
 */
final class PageShell implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String END = "\u001e";

  /** Reports a failed command, and ends what the shell has started. */
  private static final String AT_EXIT =
      "trap 'printf \"\\n\\x1d\\n\"; kill $(jobs -p) 2> /dev/null || true' EXIT\n";

  private static final String FAILED = "\u001d";

  private final Path folder;
  private final Process bash;
  private final BufferedWriter in;
  private final BufferedReader out;
  private int count;

  /** A result of commands that succeeded. */
  record Step(String commands, String output, Duration took) {}

  /**
   * Starts the shell.
   *
   * @param folder the working folder, which gets a file for each run
   * @param path a folder with programs that are found before all others
   */
  PageShell(Path folder, Path path) {
    this.folder = folder;
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.merge("PATH", path.toString(), (before, own) -> own + ":" + before);
    environment.put("SLUICE_CONFIG", folder.resolve("contexts.yaml").toString());
    try {
      bash = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    in = bash.outputWriter();
    out = bash.inputReader();
    send(AT_EXIT);
  }

  /** Runs commands, which must succeed. */
  Step run(String commands) throws IOException {
    Path file = Files.writeString(folder.resolve("step-" + ++count + ".sh"), commands);
    Thread limit = Thread.ofVirtual().start(this::endLate);
    long start = System.nanoTime();
    send("source %s < /dev/null; printf '%s\\n'\n".formatted(file.getFileName(), END));
    StringBuilder output = new StringBuilder();
    String line = FAILED;
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      line = next;
      if (line.endsWith(END) || line.endsWith(FAILED)) {
        break;
      }
      output.append(line).append('\n');
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    limit.interrupt();
    assertTrue(line.endsWith(END), () -> "failed: " + commands + "\n" + output);
    return new Step(commands, output + line.replace(END, ""), took);
  }

  private void send(String text) {
    try {
      in.write(text);
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endLate() {
    try {
      Thread.sleep(LIMIT);
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    List<ProcessHandle> started = bash.descendants().toList();
    bash.destroyForcibly();
    started.forEach(ProcessHandle::destroy);
    started.forEach(process ->
        process
            .onExit()
            .orTimeout(5, TimeUnit.SECONDS)
            .handle((p, e) -> {
              process.destroyForcibly();
              return p;
            })
            .join());
  }

  @Override
  public void close() {
    end();
  }
}
