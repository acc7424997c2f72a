package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.store.management.FleetRepository;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operations that show the whole fleet, once or as a stream of server-sent events. */
public final class FleetOperations implements AutoCloseable {
  private static final int MOST_DRIFTED = 100;

  private final ApiTransactions transactions;
  private final EventStreams streams;
  private @Nullable JsonNode latest;
  private long readAt;

  public FleetOperations(ApiTransactions transactions, FleetStreamLimits limits) {
    this.transactions = transactions;
    this.streams = new EventStreams(limits);
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
    if (known == null || now - readAt > EventStreams.EVERY.toNanos() / 2) {
      known = read(call);
      latest = known;
      readAt = now;
    }
    return known;
  }

  /** Sends the fleet when it changes, at most once a second. */
  public ApiResponse stream(ApiCall call) {
    return streams.open(new FleetEvents(call, events(call)));
  }

  /** The events of one stream: the fleet when it changed. */
  private final class FleetEvents implements EventStreams.EventSource {
    private final ApiCall call;
    private final int most;
    private Optional<JsonNode> last = Optional.empty();
    private int sent;

    /**
     * @param most the number of events; 0 for no limit
     */
    private FleetEvents(ApiCall call, int most) {
      this.call = call;
      this.most = most;
    }

    @Override
    public Optional<String> next() {
      JsonNode now = recent(call);
      if (last.filter(now::equals).isPresent()) {
        return Optional.empty();
      }
      last = Optional.of(now);
      sent++;
      return Optional.of("event: fleet\ndata: " + now + "\n\n");
    }

    @Override
    public boolean isAtEnd() {
      return most > 0 && sent == most;
    }
  }

  private static int events(ApiCall call) {
    String text = call.request().query().getOrDefault("events", "0");
    if (!text.matches("[0-9]{1,6}")) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "events", "The number of events is from 0 to 999999.");
    }
    return Integer.parseInt(text);
  }

  /** Ends all streams. */
  @Override
  public void close() {
    streams.close();
  }
}
