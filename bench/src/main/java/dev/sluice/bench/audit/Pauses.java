package dev.sluice.bench.audit;

import dev.sluice.e2e.process.ProcessFailedException;
import java.time.Duration;

/** Waits while others are at work. */
final class Pauses {
  private Pauses() {}

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }
}
