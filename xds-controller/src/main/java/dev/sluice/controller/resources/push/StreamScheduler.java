package dev.sluice.controller.resources.push;

import java.time.Duration;

/** The time as the streams see it. */
public interface StreamScheduler {
  /** Nanoseconds since some moment, as {@link System#nanoTime}. */
  long nanos();

  /** Runs a task later, where the streams live. */
  void schedule(Duration delay, Runnable task);
}
