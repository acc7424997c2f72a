package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command line program that speaks to the API server, such as istioctl. */
public record ClusterProgram(List<String> command, Path kubeconfig) {
  private static final long MINUTES = 3;

  public ClusterProgram {
    command = List.copyOf(command);
  }

  /** Runs the program with further arguments. Returns its result, also of a failure. */
  public CommandResult execute(String... arguments) {
    return execute("", List.of(arguments));
  }

  /** Runs the program with a text as its standard input. */
  public CommandResult execute(String input, List<String> arguments) {
    List<String> words = new ArrayList<>(command);
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(Map.of("KUBECONFIG", kubeconfig.toString()));
    try {
      Process process = builder.start();
      CompletableFuture<String> output = read(process.getInputStream());
      CompletableFuture<String> errors = read(process.getErrorStream());
      write(process, input);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new ProcessFailedException(String.join(" ", words) + " took too long");
      }
      return new CommandResult(words, process.exitValue(), output.join(), errors.join());
    } catch (IOException e) {
      throw new ProcessFailedException(words.getFirst() + " could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException(words.getFirst() + " was interrupted", e);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return text;
  }

  private static void write(Process process, String input) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The program has ended early; its exit code and its errors say why.
      if (process.isAlive()) {
        throw e;
      }
    }
  }
}
