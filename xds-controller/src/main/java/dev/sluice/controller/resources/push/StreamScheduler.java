package dev.sluice.controller.resources.push;

import java.time.Duration;

/** A clock and a scheduler of the streams. */
public interface StreamScheduler {
  /** Returns nanoseconds since an arbitrary origin, as {@link System#nanoTime}. */
  long nanos();

  /** Runs a task on the thread of the streams after a delay. */
  void schedule(Duration delay, Runnable task);
}
