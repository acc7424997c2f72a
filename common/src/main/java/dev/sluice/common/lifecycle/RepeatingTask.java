package dev.sluice.common.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A task that runs repeatedly on its own virtual thread until it is stopped. */
public final class RepeatingTask implements AutoCloseable {
  private final Supplier<Duration> attempt;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = Duration.ZERO;

  /**
   * Creates a task.
   *
   * @param name the name of the thread
   * @param attempt runs the task once and returns the pause before the next run
   */
  public RepeatingTask(String name, Supplier<Duration> attempt) {
    this.attempt = attempt;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Starts the task after an initial pause. */
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

  /** Returns whether a run in progress should end. */
  public boolean isStopping() {
    return stopped.getCount() == 0;
  }

  /** Stops the task without waiting for a run in progress. */
  public void stop() {
    stopped.countDown();
  }

  /** Stops the task and waits for a run in progress. */
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
