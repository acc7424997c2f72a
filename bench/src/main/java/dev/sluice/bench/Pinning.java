package dev.sluice.bench;

import dev.sluice.e2e.process.HelperBuild;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps processes on one processor each, where there are two or more and {@code taskset}. */
public final class Pinning {
  private final Optional<Path> taskset;
  private final int processors;

  private Pinning(Optional<Path> taskset, int processors) {
    this.taskset = taskset;
    this.processors = processors;
  }

  /** What can be done here. */
  public static Pinning find() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Pinning(
        processors > 1 ? HelperBuild.find("taskset", "/usr/bin") : Optional.empty(), processors);
  }

  /** Whether processes stay where they are put. */
  public boolean works() {
    return taskset.isPresent();
  }

  /** The command that runs on that processor alone. */
  public List<String> on(int processor, List<String> command) {
    List<String> pinned = new ArrayList<>();
    taskset.ifPresent(
        program -> pinned.addAll(List.of(program.toString(), "-c", Integer.toString(processor))));
    pinned.addAll(command);
    return pinned;
  }

  /** Moves a running process, all its threads, to that processor. */
  public void move(long pid, int processor) {
    move(pid, Integer.toString(processor));
  }

  /** Lets a process run anywhere. */
  public void free(long pid) {
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
      throw new ProcessFailedException("taskset does not work: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }
}
