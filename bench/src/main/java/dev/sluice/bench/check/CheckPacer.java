package dev.sluice.bench.check;

import dev.sluice.bench.load.EventLoop;
import java.time.Duration;

/** A sender of checks at a constant rate; checks that are due together share a write. */
final class CheckPacer {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long LEAST = Duration.ofMillis(1).toNanos();

  /** The largest number of callers that wait at a time; checks beyond it are skipped. */
  private static final int MOST_OPEN = 1000;

  private final EventLoop loop;
  private final CheckStream stream;
  private final int perSecond;
  private long begun;
  private long sent;

  CheckPacer(EventLoop loop, CheckStream stream, int perSecond) {
    this.loop = loop;
    this.stream = stream;
    this.perSecond = perSecond;
  }

  void begin() {
    begun = System.nanoTime();
    send();
  }

  private void send() {
    if (stream.isStopped()) {
      return;
    }
    long now = System.nanoTime();
    long due = (now - begun) * perSecond / SECOND + 1;
    for (; sent < due; sent++) {
      if (stream.open() < MOST_OPEN) {
        stream.sendNext();
      }
    }
    stream.flush();
    long next = begun + sent * SECOND / perSecond;
    loop.at(Math.max(next, now + LEAST), this::send);
  }
}
