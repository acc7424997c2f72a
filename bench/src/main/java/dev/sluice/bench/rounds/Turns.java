package dev.sluice.bench.rounds;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs contenders in, then gives each its turns.
 *
 * @param count how often each is measured
 * @param window how long each time
 * @param runIn how long a JVM gets the same traffic before, at most
 * @param progress is told what is going on
 * @param before is done before each window
 */
public record Turns<V extends Enum<V> & Contender>(
    List<V> contenders,
    int count,
    Duration window,
    Duration runIn,
    Consumer<String> progress,
    Runnable before) {
  private static final Duration SHORT = Duration.ofSeconds(1);

  public Turns {
    contenders = List.copyOf(contenders);
  }

  /** One window of traffic. */
  public interface Measure<V, W> {
    W of(V contender, Duration time);
  }

  /** What a contender has done until now, and what that took. */
  public interface Effort<V> {
    long done(V contender);

    double cpuMillis(V contender);
  }

  /** Runs all of them in, then measures them in turn. */
  public <W> Rounds<V, W> rounds(String title, Measure<V, W> measure, Effort<V> effort) {
    for (V contender : contenders) {
      progress.accept(title + ": " + contender.title() + " is run in");
      if (contender.isJvm()) {
        settle(measure, effort, contender);
      } else {
        window(measure, contender, shorter(SHORT, runIn));
      }
    }
    return settledRounds(title, measure);
  }

  /** The same of contenders that are run in already. */
  public <W> Rounds<V, W> settledRounds(String title, Measure<V, W> measure) {
    return Rounds.measure(
        contenders,
        count,
        contender -> {
          progress.accept(title + ": " + contender.title());
          return window(measure, contender, window);
        });
  }

  private <W> W window(Measure<V, W> measure, V contender, Duration time) {
    before.run();
    return measure.of(contender, time);
  }

  /** A JVM compiles what it runs; it gets the traffic until that has made it no faster lately. */
  private <W> void settle(Measure<V, W> measure, Effort<V> effort, V contender) {
    var settling = new Settling();
    Duration time = shorter(window, runIn);
    long end = System.nanoTime() + runIn.toNanos();
    do {
      long done = effort.done(contender);
      double used = effort.cpuMillis(contender);
      window(measure, contender, time);
      used = effort.cpuMillis(contender) - used;
      settling.add(used / Math.max(1, effort.done(contender) - done));
    } while (!settling.settled() && System.nanoTime() - end < 0);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
