package dev.sluice.ctl.doctor.input;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program kubectl with its own configuration. Its output and its time are bounded. */
public final class KubectlCommand {
  private static final int MAX_SECONDS = 120;
  private static final int MAX_ERROR_BYTES = 64 << 10;
  private static final String ABSENT =
      "kubectl was not found; install it, or name it with --kubectl";

  private final Path program;
  private final List<String> context;

  private KubectlCommand(Path program, List<String> context) {
    this.program = program;
    this.context = context;
  }

  /** Finds the program at {@code named}, or else on {@code searchPath}. */
  public static KubectlCommand find(
      Optional<Path> named, String searchPath, Optional<String> context)
      throws MissingProgramException {
    Stream<Path> candidates =
        named
            .map(Stream::of)
            .orElseGet(() ->
                Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(searchPath)
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, "kubectl")));
    return candidates
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(file ->
            new KubectlCommand(
                file, context.map(name -> List.of("--context", name)).orElse(List.of())))
        .orElseThrow(() -> new MissingProgramException(ABSENT));
  }

  /** Runs kubectl and returns its output. */
  byte[] run(String... arguments) throws UnreadableInputException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(context);
    words.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(words).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UnreadableInputException("kubectl cannot be started: " + program);
    }
    try {
      BoundedOutput output = new BoundedOutput(process.getInputStream(), JsonDocuments.MAX_BYTES);
      BoundedOutput errors = new BoundedOutput(process.getErrorStream(), MAX_ERROR_BYTES);
      Thread outputReader = Thread.ofVirtual().start(output);
      Thread errorReader = Thread.ofVirtual().start(errors);
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new UnreadableInputException("kubectl took longer than " + MAX_SECONDS + " s");
      }
      outputReader.join();
      errorReader.join();
      if (process.exitValue() != 0) {
        throw new UnreadableInputException("kubectl failed: " + errors.firstLine());
      }
      if (output.isIncomplete()) {
        throw new UnreadableInputException(
            "the output of kubectl is too large or was cut; use --namespace");
      }
      return output.bytes();
    } finally {
      process.destroyForcibly();
    }
  }

  /** A reader of an output that keeps a limited number of bytes and drops the rest. */
  private static final class BoundedOutput implements Runnable {
    private final InputStream in;
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private volatile boolean incomplete;

    private BoundedOutput(InputStream in, int limit) {
      this.in = in;
      this.limit = limit;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[1 << 16];
      try (in) {
        int read = in.read(buffer);
        while (read >= 0) {
          int room = Math.min(read, limit - kept.size());
          kept.write(buffer, 0, room);
          if (room < read) {
            incomplete = true;
          }
          read = in.read(buffer);
        }
      } catch (IOException e) {
        // The process was stopped: its exit code says so.
        incomplete = true;
      }
    }

    private boolean isIncomplete() {
      return incomplete;
    }

    private byte[] bytes() {
      return kept.toByteArray();
    }

    private String firstLine() {
      return kept.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("no message");
    }
  }
}
