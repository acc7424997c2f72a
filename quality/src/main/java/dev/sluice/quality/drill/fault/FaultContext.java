package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.quality.drill.load.DrillCaller;
import dev.sluice.quality.drill.load.DrillLoad;
import dev.sluice.quality.drill.load.DrillUpstream;
import dev.sluice.quality.drill.stack.FaultStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The environment, the load and the helpers of a fault, and what the fault reports. */
public final class FaultContext {
  static final Duration LIMIT = Duration.ofSeconds(40);

  private final FaultStack stack;
  private final DrillLoad load;
  private final DrillUpstream upstream;
  private final List<Runnable> afterLoad = new ArrayList<>();
  private volatile long endedNanos;

  public FaultContext(FaultStack stack, DrillLoad load, DrillUpstream upstream) {
    this.stack = stack;
    this.load = load;
    this.upstream = upstream;
  }

  public FaultStack stack() {
    return stack;
  }

  public DrillLoad load() {
    return load;
  }

  DrillUpstream upstream() {
    return upstream;
  }

  /** Returns the address of the gateway. */
  public URI gateway() {
    return stack.sluice().ports().http(StackPort.GATEWAY);
  }

  ManagedProcess server(ServerKind kind) {
    return stack.server(kind);
  }

  /** Lets the fault last. */
  void hold(double seconds) {
    try {
      Thread.sleep((long) (seconds * 1000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }

  /** Waits until requests that start from now on end so; a fault without its effect is none. */
  void awaitOutcome(String outcome) {
    long now = System.nanoTime();
    ConditionWait.awaitTrue(
        "requests end with " + outcome, LIMIT, () -> load.count(outcome, now) >= 1);
  }

  /** Waits until requests of a caller that start from now on end so. */
  public void awaitOutcome(DrillCaller caller, String outcome) {
    long now = System.nanoTime();
    ConditionWait.awaitTrue(
        "requests of " + caller + " end with " + outcome,
        LIMIT,
        () ->
            load.requests().stream()
                .anyMatch(r ->
                    r.caller() == caller
                        && r.outcome().equals(outcome)
                        && r.startedNanos() - now > 0));
  }

  /** Returns the number of lines with a text in the log of a process. */
  long countInLog(ManagedProcess process, String text) {
    try (Stream<String> lines = Files.lines(process.log())) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails the drill if something does not hold. */
  void require(boolean holds, String what) {
    if (!holds) {
      throw new ProcessFailedException(what);
    }
  }

  /** Begins the time until everything works again; otherwise it begins when the fault returns. */
  void ended() {
    endedNanos = System.nanoTime();
  }

  /** Returns the time at which the fault ended. */
  public long endedNanos() {
    return endedNanos == 0 ? System.nanoTime() : endedNanos;
  }

  /** Does something when the load has ended, also after a failure. */
  void afterLoad(Runnable step) {
    afterLoad.add(step);
  }

  /** Does what is left to do when the load has ended. */
  public void finish() {
    afterLoad.forEach(Runnable::run);
  }
}
