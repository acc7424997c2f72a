package dev.sluice.bench.check.load;

import dev.sluice.bench.load.Loop;
import dev.sluice.bench.load.Samples;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Checks on one connection. */
final class CheckStream implements AutoCloseable {
  private final CheckConnection connection;
  private final Checks checks;
  private final boolean again;
  private final long[] asked = new long[CheckConnection.slots()];
  private Samples latencies = new Samples();
  private boolean stopped;
  private boolean counting;
  private int open;

  /**
   * A stream on a connection of its own.
   *
   * @param again whether each answer makes the next check
   */
  CheckStream(Loop loop, int port, Checks checks, boolean again) {
    this.again = again;
    this.connection = new CheckConnection(loop, port, this::answered);
    this.checks = checks;
  }

  /** Begins with so many at a time. */
  void start(int inFlight) {
    for (int i = 0; i < inFlight; i++) {
      ask();
    }
    flush();
  }

  /** One more than are asked already. */
  void ask() {
    byte[] message = stopped ? null : checks.next().get();
    if (message == null) {
      stopped = true;
      return;
    }
    open++;
    asked[CheckConnection.slot(connection.ask(message))] = System.nanoTime();
  }

  void flush() {
    try {
      connection.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts answers from now on. */
  void count() {
    counting = true;
  }

  /** What was counted, in nanoseconds; nothing counts from now on. */
  Samples counted() {
    Samples result = latencies;
    latencies = new Samples();
    counting = false;
    return result;
  }

  /** Asks no more. */
  void stop() {
    stopped = true;
  }

  /** How many are not answered yet. */
  int open() {
    return open;
  }

  boolean stopped() {
    return stopped;
  }

  /** Whether nothing is asked any more and all is answered. */
  boolean idle() {
    return stopped && open == 0;
  }

  @Override
  public void close() {
    connection.close();
  }

  private void answered(int stream, boolean allowed) {
    if (allowed != checks.allowed()) {
      throw new ProcessFailedException(
          allowed ? "a forged token was let pass" : "a good token was refused");
    }
    open--;
    if (counting) {
      latencies.add(System.nanoTime() - asked[CheckConnection.slot(stream)]);
    }
    if (again) {
      ask();
    }
  }
}
