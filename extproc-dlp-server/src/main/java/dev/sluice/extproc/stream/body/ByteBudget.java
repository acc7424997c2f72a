package dev.sluice.extproc.stream.body;

import java.util.concurrent.atomic.AtomicLong;

/** A limit on the bytes of bodies that all streams of the server together may hold. */
public final class ByteBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Returns the bytes held now. */
  public long used() {
    return used.get();
  }

  /** Reserves bytes; returns false and reserves nothing if they exceed the limit. */
  public boolean reserve(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  public void release(long bytes) {
    used.addAndGet(-bytes);
  }
}
