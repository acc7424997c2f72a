package dev.sluice.bench.process;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes of a measurement, with a temporary folder for their files and logs. */
public final class ProcessGroup implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Path home;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Creates an empty group; Ctrl-C stops everything that is added. */
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

  /** Starts a process and waits until it is ready. */
  public ManagedProcess start(String name, List<String> command, URI ready) {
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
    process.awaitReady();
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
   * Empties the logs of the processes. Audit records are drained there, and a file that only grows
   * takes new memory from a virtual machine, which costs several times as much as the write.
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

  /** Stops everything and deletes the folder. */
  @Override
  public void close() {
    closeParts();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops everything and keeps the folder, so that the logs of a failure can be read. */
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
