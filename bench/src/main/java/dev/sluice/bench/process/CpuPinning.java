package dev.sluice.bench.process;

import dev.sluice.e2e.process.HelperBuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The assignment of processes to processors with {@code taskset}. Without {@code taskset}, or with
 * one processor, all methods do nothing.
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

  /** Allows all threads of a process to run on any processor. */
  public void unpin(long pid) {
    move(pid, "0-" + (processors - 1));
  }

  private void move(long pid, String list) {
    taskset.ifPresent(program ->
        ProcessGroup.execute(
            List.of(program.toString(), "-a", "-c", "-p", list, Long.toString(pid))));
  }
}
