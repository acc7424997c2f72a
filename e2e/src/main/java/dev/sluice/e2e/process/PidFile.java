package dev.sluice.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A pid file of a running process, so that a process without its owner can be stopped later. */
public final class PidFile {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private PidFile() {}

  /** Writes the process id and a text that its command line must contain. */
  static void write(Path file, long pid, String mark) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, pid + "\n" + mark + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops every process that a pid file of the folder names, if the process is still the same.
   * Returns their names.
   */
  public static List<String> stopLeftovers(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".pid"))
          .sorted()
          .flatMap(f -> endLeftover(f).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> endLeftover(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      Optional<ProcessHandle> process =
          lines.size() < 2
              ? Optional.empty()
              : findRunning(Long.parseLong(lines.get(0).strip()), lines.get(1).strip());
      process.ifPresent(PidFile::end);
      Files.delete(file);
      return process.map(p -> file.getFileName().toString().replace(".pid", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException e) {
      delete(file);
      return Optional.empty();
    }
  }

  /** Finds a running process by its id, if its command line contains the mark. */
  static Optional<ProcessHandle> findRunning(long pid, String mark) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(p -> commandLine(p).contains(mark));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    if (!ConditionWait.becomesTrue(GRACE, () -> !process.isAlive())) {
      process.destroyForcibly();
      ConditionWait.awaitTrue(
          "process " + process.pid() + " is gone", GRACE, () -> !process.isAlive());
    }
  }
}
