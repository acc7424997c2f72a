package dev.sluice.bench.check.load;

import dev.sluice.bench.load.Loop;
import java.time.Duration;

/** Asks so many times a second; what is due at a time is asked together. */
final class Pace {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long LEAST = Duration.ofMillis(1).toNanos();

  /** So many callers wait; further ones give up. */
  private static final int MOST_OPEN = 1000;

  private final Loop loop;
  private final CheckStream stream;
  private final int perSecond;
  private long begun;
  private long asked;

  Pace(Loop loop, CheckStream stream, int perSecond) {
    this.loop = loop;
    this.stream = stream;
    this.perSecond = perSecond;
  }

  void begin() {
    begun = System.nanoTime();
    ask();
  }

  private void ask() {
    if (stream.stopped()) {
      return;
    }
    long now = System.nanoTime();
    long due = (now - begun) * perSecond / SECOND + 1;
    for (; asked < due; asked++) {
      if (stream.open() < MOST_OPEN) {
        stream.ask();
      }
    }
    stream.flush();
    long next = begun + asked * SECOND / perSecond;
    loop.at(Math.max(next, now + LEAST), this::ask);
  }
}
