package dev.sluice.bench.check;

import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A sequence of checks on a connection of its own. */
final class CheckStream implements AutoCloseable {
  private final CheckConnection connection;
  private final CheckTraffic traffic;
  private final long[] sent = new long[CheckConnection.slots()];
  private MeasuredValues latencies = new MeasuredValues();
  private boolean stopped;
  private boolean measuring;
  private int open;

  /** Connects to a port. */
  CheckStream(EventLoop loop, int port, CheckTraffic traffic) {
    this.connection = new CheckConnection(loop, port, this::answered);
    this.traffic = traffic;
  }

  /** Sends the first checks, which all are in flight at once. */
  void start(int inFlight) {
    for (int i = 0; i < inFlight; i++) {
      sendNext();
    }
    flush();
  }

  /** Queues the next check, if there is one. */
  void sendNext() {
    byte[] message = stopped ? null : traffic.next().get();
    if (message == null) {
      stopped = true;
      return;
    }
    open++;
    sent[CheckConnection.slot(connection.send(message))] = System.nanoTime();
  }

  void flush() {
    try {
      connection.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Measures responses from now on. */
  void startMeasuring() {
    measuring = true;
  }

  /** Stops measuring and returns the latencies in nanoseconds. */
  MeasuredValues stopMeasuring() {
    MeasuredValues result = latencies;
    latencies = new MeasuredValues();
    measuring = false;
    return result;
  }

  /** Sends no further checks. */
  void stop() {
    stopped = true;
  }

  /** Returns how many checks have no response yet. */
  int open() {
    return open;
  }

  boolean isStopped() {
    return stopped;
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
