package dev.sluice.bench.frame;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of a command that measures in rounds; each command has its own defaults. */
public final class RoundOptions {
  private static final double NANOS_PER_SECOND = 1e9;

  @Option(
      names = "--rounds",
      description = "How often each variant has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--seconds", description = "How long a turn is (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--run-in",
      description = "Seconds of warm-up of a JVM, at most (default: ${DEFAULT-VALUE}).")
  private double runIn;

  public RoundOptions(int rounds, double seconds, double runIn) {
    this.rounds = rounds;
    this.seconds = seconds;
    this.runIn = runIn;
  }

  public int rounds() {
    return rounds;
  }

  /** Returns the length of one turn. */
  public Duration window() {
    return Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
  }

  public Duration warmUp() {
    return Duration.ofNanos((long) (runIn * NANOS_PER_SECOND));
  }

  boolean isValid() {
    return rounds >= 1 && seconds > 0 && runIn >= 0;
  }
}
