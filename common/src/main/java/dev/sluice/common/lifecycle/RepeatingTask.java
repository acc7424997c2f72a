package dev.sluice.common.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Does something again and again, on a virtual thread of its own, until it is told to stop. */
public final class RepeatingTask implements AutoCloseable {
  private final Supplier<Duration> attempt;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = Duration.ZERO;

  /**
   * Prepares it.
   *
   * @param name of the thread
   * @param attempt does it once, and says after which pause it wants to do it again
   */
  public RepeatingTask(String name, Supplier<Duration> attempt) {
    this.attempt = attempt;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Begins after a first pause. */
  public void start(Duration first) {
    pause = first;
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = attempt.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether an attempt that is under way had better end. */
  public boolean isStopping() {
    return stopped.getCount() == 0;
  }

  /** Begins no further attempt; one that is under way goes on. */
  public void stop() {
    stopped.countDown();
  }

  /** Begins no further attempt, and waits for the end of one that is under way. */
  @Override
  public void close() {
    stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
