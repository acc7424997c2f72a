package dev.sluice.common.lifecycle;

import java.time.Duration;

/** The end of a thread that was asked to end. */
public final class ThreadEnd {
  private ThreadEnd() {}

  /** Waits for the end of a thread, and interrupts it after a time limit. */
  public static void await(Thread thread, Duration limit) {
    try {
      if (!thread.join(limit)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
