package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.store.management.DatabaseAwayException;
import dev.sluice.controller.store.management.FleetRepository;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operations that show the whole fleet, once or as a stream of server-sent events. */
public final class FleetOperations implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FleetOperations.class);
  private static final int MOST_DRIFTED = 100;
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ApiTransactions transactions;
  private final FleetStreamLimits limits;
  private final Semaphore streams;
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable JsonNode latest;
  private long readAt;

  public FleetOperations(ApiTransactions transactions, FleetStreamLimits limits) {
    this.transactions = transactions;
    this.limits = limits;
    this.streams = new Semaphore(limits.most());
  }

  public ApiResponse get(ApiCall call) {
    return ApiResponse.of(200, read(call));
  }

  private JsonNode read(ApiCall call) {
    return transactions.read(
        call,
        rows -> {
          FleetRepository fleet = new FleetRepository(rows);
          ObjectNode answer = JsonMapper.shared().createObjectNode();
          answer.putArray("clusters").addAll(fleet.clusters());
          answer.putArray("agents").addAll(fleet.totals());
          answer.putArray("drifted").addAll(fleet.drifted(MOST_DRIFTED));
          return answer;
        });
  }

  /** Returns the fleet as it was a moment ago; all streams share one reading, which is equal. */
  private synchronized JsonNode recent(ApiCall call) {
    long now = System.nanoTime();
    JsonNode known = latest;
    if (known == null || now - readAt > EVERY.toNanos() / 2) {
      known = read(call);
      latest = known;
      readAt = now;
    }
    return known;
  }

  /** Sends the fleet when it changes, at most once a second. */
  public ApiResponse stream(ApiCall call) {
    int events = events(call);
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
            send(call, out, events);
          } catch (DatabaseAwayException e) {
            // The client connects again and gets the problem.
            log.debug("A stream of the fleet ends because the database does not answer", e);
          } finally {
            streams.release();
          }
        });
  }

  private static int events(ApiCall call) {
    String text = call.request().query().getOrDefault("events", "0");
    if (!text.matches("[0-9]{1,6}")) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "events", "The number of events is from 0 to 999999.");
    }
    return Integer.parseInt(text);
  }

  private void send(ApiCall call, OutputStream out, int events) throws IOException {
    long start = System.nanoTime();
    long written = start;
    int sent = 0;
    Optional<JsonNode> last = Optional.empty();
    while (System.nanoTime() - start < limits.longest().toNanos()) {
      JsonNode now = recent(call);
      boolean changed = last.filter(now::equals).isEmpty();
      if (changed) {
        write(out, "event: fleet\ndata: " + now + "\n\n");
        sent++;
        last = Optional.of(now);
      } else if (System.nanoTime() - written > limits.heartbeat().toNanos()) {
        write(out, ": heartbeat\n\n");
        changed = true;
      }
      written = changed ? System.nanoTime() : written;
      if ((events > 0 && sent == events) || isClosing()) {
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

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends all streams. */
  @Override
  public void close() {
    closing.countDown();
  }
}
