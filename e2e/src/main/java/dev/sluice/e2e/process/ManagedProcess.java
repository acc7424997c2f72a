package dev.sluice.e2e.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A process that can be started, awaited, stopped, killed, and started again. */
public final class ManagedProcess implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final int TAIL = 30;

  private volatile ProcessSpec spec;
  private @Nullable Process process;
  private boolean closed;

  public ManagedProcess(ProcessSpec spec) {
    this.spec = spec;
  }

  public String name() {
    return spec.name();
  }

  public Path log() {
    return spec.log();
  }

  /** Returns the command line, whose last argument is the configuration file of a server. */
  public List<String> command() {
    return spec.command();
  }

  /** Replaces the command line for the next start. */
  public void replaceCommand(List<String> command) {
    spec = spec.withCommand(command);
  }

  /** Starts the process without waiting until it is ready. Fails if it was closed. */
  public synchronized void start() {
    if (closed) {
      throw new ProcessFailedException(spec.name() + " is being stopped");
    }
    if (process != null && process.isAlive()) {
      throw new ProcessFailedException(spec.name() + " runs already");
    }
    try {
      Files.createDirectories(spec.log().toAbsolutePath().getParent());
      ProcessBuilder builder = new ProcessBuilder(detached(spec.command()));
      builder.environment().putAll(spec.environment());
      builder.directory(spec.directory().toFile());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
      process = builder.start();
      PidFile.write(spec.pidFile(), process.pid(), spec.command().getLast());
    } catch (IOException e) {
      throw new ProcessFailedException(spec.name() + " could not be started: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until the process is ready. Fails with the end of its log if it does not become ready.
   */
  public void awaitReady() {
    await(() -> ReadinessProbe.returnsOk(spec.ready()));
  }

  /** Waits until one component of the process is ready. */
  public void awaitReady(String part) {
    await(() -> ReadinessProbe.reportsReady(spec.ready(), part));
  }

  private void await(BooleanSupplier condition) {
    boolean ready =
        ConditionWait.becomesTrue(spec.startLimit(), () -> !isAlive() || condition.getAsBoolean());
    if (!isAlive()) {
      throw new ProcessFailedException(
          spec.name()
              + " ended with exit code "
              + exitCode()
              + " instead of starting:"
              + logTail());
    }
    if (!ready) {
      throw new ProcessFailedException(
          "%s was not ready after %d s (%s):%s"
              .formatted(
                  spec.name(),
                  spec.startLimit().toSeconds(),
                  ReadinessProbe.describe(spec.ready()),
                  logTail()));
    }
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  public synchronized long pid() {
    return running().pid();
  }

  /** Waits until the process ends by itself. Returns its exit code. */
  public int awaitExit(Duration limit) {
    ConditionWait.awaitTrue(spec.name() + " has ended", limit, () -> !isAlive());
    return exitCode();
  }

  /** Returns a future of the exit code of the current process. */
  public synchronized CompletableFuture<Integer> ended() {
    return running().onExit().thenApply(Process::exitValue);
  }

  /** Kills the process, so that it cannot clean up. */
  public synchronized void kill() {
    running().destroyForcibly();
    join(running(), STOP_LIMIT);
    PidFile.delete(spec.pidFile());
  }

  /** Sends the process a signal by its name, such as {@code TERM} or {@code STOP}. */
  public void signal(String signal) {
    ProcessSignal.send(signal, pid(), spec.name());
  }

  /** Stops the process and waits for its end. Kills it if it does not stop. */
  @Override
  public synchronized void close() {
    closed = true;
    if (process == null) {
      return;
    }
    process.destroy();
    if (!join(process, STOP_LIMIT)) {
      process.destroyForcibly();
      join(process, STOP_LIMIT);
    }
    PidFile.delete(spec.pidFile());
  }

  /** Clears the log. */
  public void clearLog() {
    try (FileChannel log = FileChannel.open(spec.log(), StandardOpenOption.WRITE)) {
      log.truncate(0);
    } catch (IOException e) {
      throw new ProcessFailedException("the log of " + spec.name() + " could not be emptied", e);
    }
  }

  /** Returns the last lines of the log. */
  public String logTail() {
    try {
      List<String> lines = Files.readAllLines(spec.log());
      return "\n  "
          + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return " (no log: " + e.getMessage() + ")";
    }
  }

  private synchronized int exitCode() {
    return running().exitValue();
  }

  private Process running() {
    if (process == null) {
      throw new ProcessFailedException(spec.name() + " was never started");
    }
    return process;
  }

  private static boolean join(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // Runs the command in its own session, so that Ctrl-C does not reach it. The owner stops its
  // processes in order.
  private static List<String> detached(List<String> command) {
    Path setsid = Path.of("/usr/bin/setsid");
    if (!Files.isExecutable(setsid)) {
      return command;
    }
    List<String> detached = new ArrayList<>(command.size() + 1);
    detached.add(setsid.toString());
    detached.addAll(command);
    return detached;
  }
}
