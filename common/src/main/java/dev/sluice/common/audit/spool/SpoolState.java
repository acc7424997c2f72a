package dev.sluice.common.audit.spool;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the writing and the delivering thread tell each other: what is durable, what is free. */
final class SpoolState {
  /** Less room than that may be too little for what is written at once. */
  private static final long TIGHT_BYTES = 2L * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long maxBytes;
  private volatile boolean isNearlyFull;
  private SpoolPosition durable;
  private long bytes;
  private long depth;
  private boolean closed;

  SpoolState(long maxBytes, SpoolPosition durable, long bytes, long depth) {
    this.maxBytes = maxBytes;
    this.durable = durable;
    this.bytes = bytes;
    this.depth = depth;
    this.isNearlyFull = bytes + TIGHT_BYTES > maxBytes;
  }

  void written(SpoolPosition end, long addedBytes, int records) {
    change(() -> {
      durable = end;
      bytes += addedBytes;
      depth += records;
    });
  }

  void delivered(int records) {
    change(() -> depth = Math.max(0, depth - records));
  }

  void freed(long freedBytes) {
    change(() -> bytes -= freedBytes);
  }

  void close() {
    change(() -> closed = true);
  }

  SpoolPosition durable() {
    lock.lock();
    try {
      return durable;
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  long depth() {
    lock.lock();
    try {
      return depth;
    } finally {
      lock.unlock();
    }
  }

  boolean hasRoom(long more) {
    return bytes() + more <= maxBytes;
  }

  /** Whether there is hardly any room; asked often, so without the lock. */
  boolean isNearlyFull() {
    return isNearlyFull;
  }

  /** Whether half of all that may lie on disk does. */
  boolean isHalfFull() {
    return bytes() > maxBytes / 2;
  }

  /** Waits until {@code more} bytes have room; false when the spool is closed instead. */
  boolean awaitRoom(long more) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (bytes + more > maxBytes) {
        if (closed) {
          return false;
        }
        changed.await();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something durable lies beyond {@code read}, the time is over, or close. */
  boolean awaitDurableBeyond(SpoolPosition read, Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (durable.compareTo(read) <= 0) {
        if (closed || left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits before another attempt; false when the spool is closed. */
  boolean awaitRetry(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && System.nanoTime() < end) {
        changed.awaitNanos(end - System.nanoTime());
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      isNearlyFull = bytes + TIGHT_BYTES > maxBytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
