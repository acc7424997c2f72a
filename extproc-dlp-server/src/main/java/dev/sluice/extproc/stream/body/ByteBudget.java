package dev.sluice.extproc.stream.body;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of bodies that all streams of the server together may hold back. */
public final class ByteBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** The bytes held now. */
  public long used() {
    return used.get();
  }

  /** Counts bytes that are held from now on; false, and nothing counted, beyond the limit. */
  boolean reserve(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }
}
