package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.store.management.AuditSearchRepository;
import dev.sluice.controller.store.management.AuditSearchRepository.LastEntry;
import dev.sluice.controller.store.management.AuditSearchRepository.TimeRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The operations that search what happened: changes through the API, and requests to Envoy. */
public final class HistoryOperations {
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  /** The columns of changes by the parameters that filter them. */
  private static final Map<String, String> CHANGES =
      Map.of(
          "resource", "resource_type",
          "resource_id", "resource_id",
          "action", "action",
          "actor", "actor_id");

  private static final Map<String, String> REQUESTS =
      Map.of("correlation_id", "correlation_id", "status", "status_code", "decision", "decision");

  private final ApiTransactions transactions;
  private final InstantSource clock;

  public HistoryOperations(ApiTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A search whose parameters are read. */
  private record Search(
      PageQuery page, TimeRange range, Map<String, String> equal, Optional<LastEntry> after) {}

  /** Returns changes of resources, the newest first. */
  public ApiResponse changes(ApiCall call) {
    Search search = search(call, CHANGES, "id");
    return transactions.read(
        call,
        rows ->
            search
                .page()
                .answer(
                    new AuditSearchRepository(rows)
                        .changes(
                            search.equal(),
                            search.range(),
                            search.after(),
                            search.page().limit())));
  }

  /** Returns requests to Envoy, the newest first. */
  public ApiResponse requests(ApiCall call) {
    Search search = search(call, REQUESTS, "ts_ms");
    String status = search.equal().getOrDefault("status_code", "200");
    if (!status.matches("[1-5][0-9]{2}")) {
      throw invalid("status", "The status is a number from 100 to 599.");
    }
    return transactions.read(
        call,
        rows ->
            search
                .page()
                .answer(
                    new AuditSearchRepository(rows)
                        .requests(
                            search.equal(),
                            search.range(),
                            search.after(),
                            search.page().limit())));
  }

  private Search search(ApiCall call, Map<String, String> columns, String sort) {
    Map<String, String> query = new HashMap<>(call.request().query());
    Set<String> known = new HashSet<>(Set.of("limit", "cursor", "from", "to"));
    known.addAll(columns.keySet());
    call.request().requireParameters(known);
    query.put("sort", "-" + sort);
    PageQuery page = PageQuery.read(query, List.of(sort));
    Map<String, String> equal = new TreeMap<>();
    columns.forEach((parameter, column) -> {
      if (query.containsKey(parameter)) {
        equal.put(column, query.get(parameter));
      }
    });
    return new Search(page, range(query), equal, page.after().map(HistoryOperations::position));
  }

  private TimeRange range(Map<String, String> query) {
    Instant to = time(query, "to").orElseGet(() -> clock.instant().plusSeconds(1));
    Instant from = time(query, "from").orElseGet(() -> to.minus(USUAL));
    if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw invalid("from", "The range from from to to is at most " + LONGEST.toDays() + " days.");
    }
    return new TimeRange(from, to);
  }

  private static Optional<Instant> time(Map<String, String> query, String name) {
    try {
      return Optional.ofNullable(query.get(name)).map(Instant::parse);
    } catch (DateTimeException e) {
      throw invalid(name, "The time is in UTC, such as 2026-01-31T00:00:00Z.");
    }
  }

  private static LastEntry position(List<String> last) {
    try {
      return new LastEntry(Long.parseLong(last.getFirst()), last.getLast());
    } catch (NumberFormatException e) {
      throw invalid("cursor", "Use the member next of the part before.");
    }
  }

  private static ProblemException invalid(String parameter, String detail) {
    return ProblemException.at(ProblemType.INVALID_REQUEST, parameter, detail);
  }
}
