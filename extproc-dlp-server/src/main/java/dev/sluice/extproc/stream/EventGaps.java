package dev.sluice.extproc.stream;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How long each piece of one event stream came after the one before. */
final class EventGaps {
  private final Timer gaps;
  private boolean begun;
  private long last;

  EventGaps(Timer gaps) {
    this.gaps = gaps;
  }

  void piece() {
    long now = System.nanoTime();
    if (begun) {
      gaps.record(now - last, TimeUnit.NANOSECONDS);
    }
    begun = true;
    last = now;
  }
}
