package dev.sluice.bench.scan.state;

import java.lang.ref.Reference;
import java.util.function.Supplier;

/** What objects keep on the heap: what is in use with them less what was in use without. */
final class Heap {
  /** Of so many full collections of the serial collector one leaves nothing dead. */
  private static final int COLLECTIONS = 4;

  private Heap() {}

  /** Bytes for each of so many objects; one more has been made before, with all it needs once. */
  static double each(int count, Supplier<Object> made) {
    Object[] kept = new Object[count];
    kept[0] = made.get();
    try {
      long before = used();
      for (int i = 0; i < count; i++) {
        kept[i] = made.get();
      }
      return (double) (used() - before) / count;
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  @SuppressWarnings("SystemGc") // Only what is left after a collection is kept.
  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
