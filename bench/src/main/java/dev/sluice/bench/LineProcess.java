package dev.sluice.bench;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A helper process that is spoken to in lines, and that never outlives this one. */
public final class LineProcess implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final String name;
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private LineProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the command; what it says of itself goes into the log. */
  public static LineProcess start(String name, List<String> command, Path log) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
      return new LineProcess(name, process);
    } catch (IOException e) {
      throw new ProcessFailedException(name + " could not be started: " + e.getMessage(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public void tell(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new ProcessFailedException(name + " has ended", e);
    }
  }

  /** The next line that it says. */
  public String hear() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new ProcessFailedException(name + " has ended");
      }
      return line;
    } catch (IOException e) {
      throw new ProcessFailedException(name + " has ended", e);
    }
  }

  /** Ends its input, and the process when it does not end by itself. */
  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
