package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.store.management.AuditSearchRepository;
import dev.sluice.controller.store.management.AuditSearchRepository.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operation that streams the newest requests to Envoy as server-sent events. A record that
 * arrives late is sent if its request is at most a minute old. Under more load than an event has
 * room for, the oldest requests are left out.
 */
public final class AuditStreamOperations implements AutoCloseable {
  private static final Duration LATEST = Duration.ofMinutes(1);
  private static final int MOST_REQUESTS = 100;

  private final ApiTransactions transactions;
  private final InstantSource clock;
  private final EventStreams streams;

  public AuditStreamOperations(
      ApiTransactions transactions, FleetStreamLimits limits, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
    this.streams = new EventStreams(limits);
  }

  /** Sends the requests that were recorded since the stream began, at most once a second. */
  public ApiResponse stream(ApiCall call) {
    call.request().requireParameters(Set.of("decision"));
    Map<String, String> equal =
        Optional.ofNullable(call.request().query().get("decision"))
            .map(decision -> Map.of("decision", decision))
            .orElse(Map.of());
    return streams.open(new NewRequests(call, equal));
  }

  /** The events of one stream: the requests that were not in the last reading. */
  private final class NewRequests implements EventStreams.EventSource {
    private final ApiCall call;
    private final Map<String, String> equal;
    private Optional<Set<String>> sent = Optional.empty();

    private NewRequests(ApiCall call, Map<String, String> equal) {
      this.call = call;
      this.equal = equal;
    }

    @Override
    public Optional<String> next() {
      List<ObjectNode> recent = recent(call, equal);
      Optional<Set<String>> known = sent;
      List<ObjectNode> fresh =
          recent.stream()
              .filter(row -> known.filter(ids -> ids.contains(id(row))).isEmpty())
              .toList();
      if (known.isPresent() && fresh.isEmpty()) {
        return Optional.empty();
      }
      sent =
          Optional.of(recent.stream().map(AuditStreamOperations::id).collect(Collectors.toSet()));
      return Optional.of(
          known.isEmpty() ? ": connected\n\n" : "event: requests\ndata: " + fresh + "\n\n");
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

  private static String id(ObjectNode row) {
    return row.path("id").asString("");
  }

  /** Ends all streams. */
  @Override
  public void close() {
    streams.close();
  }
}
