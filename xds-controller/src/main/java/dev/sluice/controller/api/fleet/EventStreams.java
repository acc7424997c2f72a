package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.DatabaseAwayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of server-sent events of one operation: few at a time, and none without an end. */
final class EventStreams implements AutoCloseable {
  /** The time between two questions for an event. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

  private final FleetStreamLimits limits;
  private final Semaphore streams;
  private final CountDownLatch closing = new CountDownLatch(1);

  EventStreams(FleetStreamLimits limits) {
    this.limits = limits;
    this.streams = new Semaphore(limits.most());
  }

  /** A source of the events of one stream. */
  interface EventSource {
    /** Returns the next event with its line ends; empty if there is none now. */
    Optional<String> next();

    /** Returns whether no event follows. */
    default boolean isAtEnd() {
      return false;
    }
  }

  /** Opens a stream that asks a source once a second. */
  ApiResponse open(EventSource source) {
    if (!streams.tryAcquire()) {
      throw ProblemException.of(
          ProblemType.RATE_LIMITED,
          "There are " + limits.most() + " streams already; repeat the request later.",
          "Retry-After",
          "5");
    }
    return ApiResponse.stream(
        "text/event-stream",
        out -> {
          try {
            send(source, out);
          } catch (DatabaseAwayException e) {
            // The client connects again and gets the problem.
            log.debug("A stream of events ends because the database does not answer", e);
          } finally {
            streams.release();
          }
        });
  }

  private void send(EventSource source, OutputStream out) throws IOException {
    long start = System.nanoTime();
    long written = start;
    while (System.nanoTime() - start < limits.longest().toNanos()) {
      Optional<String> event = source.next();
      if (event.isEmpty() && System.nanoTime() - written > limits.heartbeat().toNanos()) {
        event = Optional.of(": heartbeat\n\n");
      }
      if (event.isPresent()) {
        out.write(event.get().getBytes(StandardCharsets.UTF_8));
        out.flush();
        written = System.nanoTime();
      }
      if (source.isAtEnd() || isClosing()) {
        return;
      }
    }
  }

  private boolean isClosing() {
    try {
      return closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends all streams. */
  @Override
  public void close() {
    closing.countDown();
  }
}
