package dev.sluice.e2e.demo;

import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.ServerWatch;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One run of the demo, from taking its folder to giving it back. */
final class Demo implements AutoCloseable {
  private final Console console;
  private final DemoHome home;
  private final Stack stack;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable ServerWatch watch;

  Demo(Console console, DemoHome home) {
    this.console = console;
    this.home = home;
    this.stack = new Stack(StackSettings.of(home.folder(), home.logs(), Ports.demo()));
  }

  void start() {
    List<String> left = stack.endLeftovers();
    if (!left.isEmpty()) {
      console.say("ended what an earlier demo left running: " + String.join(", ", left));
    }
    stack.database().endLeftover();
    stack.ports().requireFree();
    console.say("starting (data, logs and configuration in " + home.folder() + ")");
    stack.start(console);
    watch = stack.watch(console);
  }

  /** Takes the tour; the first step that failed, if one did. */
  Optional<StepResult> tour(boolean json, long started) {
    String run = "tour-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    Tour tour = new Tour(new TourGuide(stack, home.folder(), run));
    List<StepResult> results = tour.run(console::step);
    Duration whole = Duration.ofNanos(System.nanoTime() - started);
    long passed = results.stream().filter(r -> r.outcome().passed()).count();
    console.say("");
    console.say(
        String.format(
            Locale.ROOT,
            "%d of %d steps passed, %.1f s from start to the end of the tour",
            passed,
            results.size(),
            Console.seconds(whole)));
    if (json) {
      console.json(results, whole);
    }
    return results.stream().filter(r -> !r.outcome().passed()).findFirst();
  }

  void stayUp() throws InterruptedException {
    console.ports(stack.ports());
    new CountDownLatch(1).await();
  }

  /** Stops everything in order, once. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      console.say("stopping");
      ServerWatch running = watch;
      if (running != null) {
        running.close();
      }
      stack.close();
      home.close();
    }
  }
}
