package dev.sluice.common.audit.spool;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The state that the writing and the delivering thread share: the durable position and the free
 * space.
 */
final class SpoolState {
  /** The free space below which the next write may not fit. */
  private static final long NEARLY_FULL_BYTES = 2L * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long maxBytes;
  private volatile boolean isNearlyFull;
  private volatile boolean diskFull;
  private SpoolPosition durable;
  private long bytes;
  private long depth;
  private boolean closed;

  SpoolState(long maxBytes, SpoolPosition durable, long bytes, long depth) {
    this.maxBytes = maxBytes;
    this.durable = durable;
    this.bytes = bytes;
    this.depth = depth;
    this.isNearlyFull = bytes + NEARLY_FULL_BYTES > maxBytes;
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

  /** Returns whether the spool is almost full. Called often, therefore without the lock. */
  boolean isNearlyFull() {
    return isNearlyFull;
  }

  /** Returns whether the spool uses half of its space, or the disk has none. */
  boolean isHalfFull() {
    return diskFull || bytes() > maxBytes / 2;
  }

  /** Sets whether a write has failed and the space for the next segment is not reserved again. */
  void setDiskFull(boolean full) {
    diskFull = full;
  }

  boolean isDiskFull() {
    return diskFull;
  }

  /** Waits until {@code more} bytes fit; returns false if the spool is closed. */
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

  /**
   * Waits until a record beyond {@code read} is durable, the time is over or the spool is closed.
   */
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

  /** Waits before a retry; returns false if the spool is closed. */
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
      isNearlyFull = bytes + NEARLY_FULL_BYTES > maxBytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
