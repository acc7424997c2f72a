package dev.sluice.common.token.jwks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Brings those who need a fetch together with the one thread that fetches, within bounds. */
final class FetchScheduler {
  private static final int MAX_WAITING = 1000;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private @Nullable CompletableFuture<Void> underWay = new CompletableFuture<>();
  private boolean demanded;
  private @Nullable Instant last;
  private int waiting;
  private boolean closed;

  /** Begins with a fetch under way. */
  FetchScheduler(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The end of a fetch that is under way or starts now; empty when one was demanded a moment ago or
   * too many wait already.
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
        demanded = true;
        underWay = new CompletableFuture<>();
        wake.signal();
      }
      waiting++;
      return Optional.of(underWay);
    } finally {
      lock.unlock();
    }
  }

  /** Called by the fetching thread after each fetch; those who waited go on, on that thread. */
  void completed() {
    CompletableFuture<Void> done;
    lock.lock();
    try {
      done = underWay;
      underWay = null;
      // From the end on, for the source counts what reaches it.
      last = demanded ? clock.instant() : last;
      demanded = false;
      waiting = 0;
    } finally {
      lock.unlock();
    }
    if (done != null) {
      done.complete(null);
    }
  }

  /** Waits until the pause is over or somebody needs a fetch; false when there is no more to do. */
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
