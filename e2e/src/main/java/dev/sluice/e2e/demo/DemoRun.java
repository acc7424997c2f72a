package dev.sluice.e2e.demo;

import dev.sluice.e2e.stack.ServerWatch;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A run of the demo, from locking its folder to unlocking it. */
final class DemoRun implements AutoCloseable {
  private final DemoConsole console;
  private final DemoFolder home;
  private final SluiceStack stack;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable ServerWatch watch;

  DemoRun(DemoConsole console, DemoFolder home) {
    this.console = console;
    this.home = home;
    this.stack =
        new SluiceStack(StackSettings.of(home.folder(), home.logs(), StackPorts.documented()));
  }

  void start() {
    List<String> left = stack.stopLeftovers();
    if (!left.isEmpty()) {
      console.printLine("ended what an earlier demo left running: " + String.join(", ", left));
    }
    stack.database().stopLeftover();
    stack.ports().requireFree();
    console.printLine("starting (data, logs and configuration in " + home.folder() + ")");
    stack.start(console);
    watch = stack.watch(console);
  }

  /** Runs the tour. Returns the first step that failed, if any. */
  Optional<TourStepResult> tour(boolean json, long started) {
    String run = "tour-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    DemoTour tour = new DemoTour(new TourContext(stack, home.folder(), run));
    List<TourStepResult> results = tour.run(console::printStep);
    Duration whole = Duration.ofNanos(System.nanoTime() - started);
    long passed = results.stream().filter(r -> r.outcome().passed()).count();
    console.printLine("");
    console.printLine(
        String.format(
            Locale.ROOT,
            "%d of %d steps passed, %.1f s from start to the end of the tour",
            passed,
            results.size(),
            DemoConsole.seconds(whole)));
    if (json) {
      console.json(results, whole);
    }
    return results.stream().filter(r -> !r.outcome().passed()).findFirst();
  }

  void awaitShutdown() throws InterruptedException {
    console.printPorts(stack.ports());
    new CountDownLatch(1).await();
  }

  /** Stops everything in order, once. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      console.printLine("stopping");
      ServerWatch running = watch;
      if (running != null) {
        running.close();
      }
      stack.close();
      home.close();
    }
  }
}
