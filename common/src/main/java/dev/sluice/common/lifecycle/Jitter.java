package dev.sluice.common.lifecycle;

import java.util.concurrent.ThreadLocalRandom;

/** A source of randomly shortened times, so that servers do not do something at the same time. */
public final class Jitter {
  private static final int PART = 5;

  private Jitter() {}

  /** Returns a time that is shorter by a random part of up to a fifth. */
  public static long shortened(long nanos) {
    return nanos - ThreadLocalRandom.current().nextLong(nanos / PART + 1);
  }
}
