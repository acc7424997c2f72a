package dev.sluice.bench.check;

import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.e2e.process.ProcessFailedException;
import java.time.Duration;

/** A sequence of checks on its own connection, in a closed loop or at a constant rate. */
final class CheckStream implements AutoCloseable {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long SHORTEST_PAUSE = Duration.ofMillis(1).toNanos();

  /** The maximum number of waiting callers at a constant rate; further checks are skipped. */
  private static final int MOST_OPEN = 1000;

  private final EventLoop loop;
  private final CheckConnection connection;
  private final CheckTraffic traffic;
  private final long[] sent = new long[CheckConnection.STREAMS];
  private final MeasuredValues latencies = new MeasuredValues();
  private boolean stopped;
  private boolean measuring;
  private int open;
  private long begun;
  private long paced;

  /** Connects to a port. */
  CheckStream(EventLoop loop, int port, CheckTraffic traffic) {
    this.loop = loop;
    this.connection = new CheckConnection(loop, port, this::answered);
    this.traffic = traffic;
  }

  /** Sends the first checks: {@code inFlight} in a closed loop, the due ones at a constant rate. */
  void begin(int inFlight) {
    begun = System.nanoTime();
    if (traffic.perSecond() > 0) {
      sendDue();
      return;
    }
    for (int i = 0; i < inFlight; i++) {
      sendNext();
    }
    connection.flush();
  }

  /** Sends the checks that are due, which share a write. */
  private void sendDue() {
    if (stopped) {
      return;
    }
    long now = System.nanoTime();
    long due = (now - begun) * traffic.perSecond() / SECOND + 1;
    for (; paced < due; paced++) {
      if (open < MOST_OPEN) {
        sendNext();
      }
    }
    connection.flush();
    long next = begun + paced * SECOND / traffic.perSecond();
    loop.at(Math.max(next, now + SHORTEST_PAUSE), this::sendDue);
  }

  /** Queues the next check, if there is one. */
  private void sendNext() {
    byte[] message = stopped ? null : traffic.next().get();
    if (message == null) {
      stopped = true;
      return;
    }
    open++;
    sent[CheckConnection.slot(connection.send(message))] = System.nanoTime();
  }

  /** Measures responses from now on. */
  void startMeasuring() {
    measuring = true;
  }

  /** Stops measuring and sending, and returns the latencies in nanoseconds. */
  MeasuredValues stopMeasuring() {
    measuring = false;
    stopped = true;
    return latencies;
  }

  /** Returns whether the stream is stopped and all checks have their response. */
  boolean isIdle() {
    return stopped && open == 0;
  }

  @Override
  public void close() {
    connection.close();
  }

  private void answered(int stream, boolean allowed) {
    if (allowed != traffic.allowed()) {
      throw new ProcessFailedException(
          allowed
              ? "a check that must be denied was allowed"
              : "a check that must be allowed was denied");
    }
    open--;
    if (measuring) {
      latencies.add(System.nanoTime() - sent[CheckConnection.slot(stream)]);
    }
    if (traffic.perSecond() == 0) {
      sendNext();
    }
  }
}
