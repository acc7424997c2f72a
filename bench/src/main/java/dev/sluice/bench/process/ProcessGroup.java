package dev.sluice.bench.process;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes of a measurement, with a temporary folder for their files and logs. */
public final class ProcessGroup implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int NOT_FOUND = 127;
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

  private final Path home;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Creates an empty group; Ctrl-C stops all parts of the group. */
  public ProcessGroup(String name, Consumer<String> progress) throws IOException {
    this.home = Files.createTempDirectory("sluice-bench-" + name);
    this.progress = progress;
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::closeParts));
    progress.accept("starting (logs in " + home + ")");
  }

  public Path home() {
    return home;
  }

  /** Writes a file into the folder. */
  public Path write(String name, String text) {
    try {
      return Files.writeString(home.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the command of a program on this class path, with the JVM options of Sluice. */
  public static List<String> java(String main, String... arguments) {
    List<String> command = new ArrayList<>(JavaCommand.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts a process and waits until it is ready. */
  public ManagedProcess start(String name, List<String> command, URI ready) {
    ManagedProcess process = launch(name, command, ready);
    process.awaitReady();
    return process;
  }

  /** Runs a process to its end; if it fails, returns the end of its log. */
  public Optional<String> run(String name, List<String> command, Duration limit) {
    ManagedProcess process = launch(name, command, NOWHERE);
    return process.awaitExit(limit) == 0 ? Optional.empty() : Optional.of(process.logTail());
  }

  /** Runs a command to its end and returns its exit code; 127 if it cannot be run. */
  public static int execute(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return NOT_FOUND;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }

  private ManagedProcess launch(String name, List<String> command, URI ready) {
    var spec =
        new ProcessSpec(
            name,
            command,
            Map.of("SLUICE_LOG_FORMAT", "text"),
            home,
            home.resolve(name + ".log"),
            home.resolve(name + ".pid"),
            ready,
            LIMIT);
    var process = add(new ManagedProcess(spec));
    process.start();
    return process;
  }

  /** Adds a part that is stopped with the group, in reverse order. */
  public <T extends AutoCloseable> T add(T part) {
    synchronized (parts) {
      parts.push(part);
    }
    return part;
  }

  /**
   * Empties the logs of the processes. Audit records are written there. A file that only grows
   * needs new memory from a virtual machine, which costs several times as much as the write.
   */
  public void emptyLogs() {
    synchronized (parts) {
      for (AutoCloseable part : parts) {
        if (part instanceof ManagedProcess process) {
          process.clearLog();
        }
      }
    }
  }

  /** Stops all parts and deletes the folder. */
  @Override
  public void close() {
    closeParts();
    delete(home);
  }

  /** Deletes a folder with its content. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops all parts and keeps the folder with the logs of a failure. */
  public void closeParts() {
    synchronized (parts) {
      while (!parts.isEmpty()) {
        try {
          parts.pop().close();
        } catch (Exception e) {
          progress.accept("a part could not be stopped: " + e.getMessage());
        }
      }
    }
  }
}
