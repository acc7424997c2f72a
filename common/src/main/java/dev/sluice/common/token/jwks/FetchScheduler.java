package dev.sluice.common.token.jwks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler that connects threads that need a fetch with the single fetching thread, within
 * limits.
 */
final class FetchScheduler {
  private static final int MAX_WAITING = 1000;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private @Nullable CompletableFuture<Void> underWay = new CompletableFuture<>();
  private boolean requested;
  private @Nullable Instant last;
  private int waiting;
  private boolean closed;

  /** Creates a scheduler with a fetch in progress. */
  FetchScheduler(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Requests a fetch. Returns the end of a fetch that is in progress or starts now; empty if the
   * last request was too recent or too many callers wait.
   */
  Optional<CompletableFuture<Void>> request() {
    lock.lock();
    try {
      if (closed || waiting >= MAX_WAITING) {
        return Optional.empty();
      }
      if (underWay == null) {
        if (last != null && clock.instant().isBefore(last.plus(PAUSE))) {
          return Optional.empty();
        }
        requested = true;
        underWay = new CompletableFuture<>();
        wake.signal();
      }
      waiting++;
      return Optional.of(underWay);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Completes the fetch. The fetching thread calls it after each fetch and runs the waiting
   * callers.
   */
  void completed() {
    CompletableFuture<Void> done;
    lock.lock();
    try {
      done = underWay;
      underWay = null;
      // The interval starts at the end of a fetch, because the source limits the requests it
      // receives.
      last = requested ? clock.instant() : last;
      requested = false;
      waiting = 0;
    } finally {
      lock.unlock();
    }
    if (done != null) {
      done.complete(null);
    }
  }

  /**
   * Waits until the pause is over or a fetch is requested; returns false if the scheduler is
   * closed.
   */
  boolean await(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && underWay == null && left > 0) {
        left = wake.awaitNanos(left);
      }
      if (underWay == null) {
        underWay = new CompletableFuture<>();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      wake.signal();
    } finally {
      lock.unlock();
    }
  }
}
