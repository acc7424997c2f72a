package dev.sluice.bench.process;

import dev.sluice.e2e.process.HelperBuild;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The assignment of processes to processors, by {@code taskset}. Without it, or with one processor,
 * all methods do nothing.
 */
public final class CpuPinning {
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final Optional<Path> taskset =
      HelperBuild.find("taskset", "/usr/bin").filter(program -> processors > 1);

  public boolean works() {
    return taskset.isPresent();
  }

  /** Returns the command that runs on one processor only. */
  public List<String> pinned(int processor, List<String> command) {
    return taskset
        .map(program -> Stream.of(program.toString(), "-c", Integer.toString(processor)))
        .map(prefix -> Stream.concat(prefix, command.stream()).toList())
        .orElse(command);
  }

  /** Moves all threads of a running process to one processor. */
  public void pin(long pid, int processor) {
    move(pid, Integer.toString(processor));
  }

  /** Lets all threads of a process run on any processor. */
  public void unpin(long pid) {
    move(pid, "0-" + (processors - 1));
  }

  private void move(long pid, String list) {
    if (taskset.isEmpty()) {
      return;
    }
    List<String> command =
        List.of(taskset.get().toString(), "-a", "-c", "-p", list, Long.toString(pid));
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new ProcessFailedException("taskset failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }
}
