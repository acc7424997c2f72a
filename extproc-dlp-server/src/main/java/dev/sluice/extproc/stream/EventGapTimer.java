package dev.sluice.extproc.stream;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How long each piece of one event stream came after the one before. */
final class EventGapTimer {
  private final Timer gaps;
  private boolean begun;
  private long last;

  EventGapTimer(Timer gaps) {
    this.gaps = gaps;
  }

  void recordGap() {
    long now = System.nanoTime();
    if (begun) {
      gaps.record(now - last, TimeUnit.NANOSECONDS);
    }
    begun = true;
    last = now;
  }
}
