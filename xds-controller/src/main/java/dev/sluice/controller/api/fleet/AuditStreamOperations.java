package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.store.management.AuditSearchRepository;
import dev.sluice.controller.store.management.AuditSearchRepository.TimeRange;
import dev.sluice.controller.store.management.DatabaseAwayException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operation that streams the newest requests to Envoy as server-sent events. A record that
 * arrives late is sent if its request is at most a minute old. Under more load than an event has
 * room for, the oldest requests are left out.
 */
public final class AuditStreamOperations implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditStreamOperations.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofMinutes(1);
  private static final int MOST_REQUESTS = 100;

  private final ApiTransactions transactions;
  private final FleetStreamLimits limits;
  private final InstantSource clock;
  private final Semaphore streams;
  private final CountDownLatch closing = new CountDownLatch(1);

  public AuditStreamOperations(
      ApiTransactions transactions, FleetStreamLimits limits, InstantSource clock) {
    this.transactions = transactions;
    this.limits = limits;
    this.clock = clock;
    this.streams = new Semaphore(limits.most());
  }

  /** Sends the requests that were recorded since the stream began, at most once a second. */
  public ApiResponse stream(ApiCall call) {
    call.request().requireParameters(Set.of("decision"));
    Map<String, String> equal =
        Optional.ofNullable(call.request().query().get("decision"))
            .map(decision -> Map.of("decision", decision))
            .orElse(Map.of());
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
            send(call, equal, out);
          } catch (DatabaseAwayException e) {
            // The client connects again and gets the problem.
            log.debug("A stream of requests ends because the database does not answer", e);
          } finally {
            streams.release();
          }
        });
  }

  private void send(ApiCall call, Map<String, String> equal, OutputStream out) throws IOException {
    long start = System.nanoTime();
    long written = start;
    Set<String> sent = ids(recent(call, equal));
    write(out, ": connected\n\n");
    while (!isClosing() && System.nanoTime() - start < limits.longest().toNanos()) {
      List<ObjectNode> recent = recent(call, equal);
      List<ObjectNode> fresh =
          recent.stream().filter(row -> !sent.contains(row.path("id").asString(""))).toList();
      if (!fresh.isEmpty()) {
        write(out, "event: requests\ndata: " + fresh + "\n\n");
        written = System.nanoTime();
        sent.clear();
        sent.addAll(ids(recent));
      } else if (System.nanoTime() - written > limits.heartbeat().toNanos()) {
        write(out, ": heartbeat\n\n");
        written = System.nanoTime();
      }
    }
  }

  private List<ObjectNode> recent(ApiCall call, Map<String, String> equal) {
    Instant now = clock.instant();
    TimeRange range = new TimeRange(now.minus(LATEST), now.plusSeconds(1));
    return transactions.read(
        call,
        rows ->
            new AuditSearchRepository(rows)
                .requests(equal, range, Optional.empty(), MOST_REQUESTS));
  }

  private static Set<String> ids(List<ObjectNode> rows) {
    return rows.stream()
        .map(row -> row.path("id").asString(""))
        .collect(Collectors.toCollection(HashSet::new));
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
