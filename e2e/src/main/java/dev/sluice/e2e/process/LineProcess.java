package dev.sluice.e2e.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process that reads and writes lines; it ends with this process at the latest. */
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

  /** Starts the command and appends its standard error to the log. */
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

  /** Returns the next line that the process writes. */
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

  /** Closes its input, and ends the process if it does not end within ten seconds. */
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
