package dev.sluice.controller.api.policyset;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.store.policyset.ShadowReportRepository;
import dev.sluice.controller.store.policyset.ShadowReportRepository.ShadowQuery;
import dev.sluice.controller.store.policyset.ShadowReportRepository.ShadowRows;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operation that reports what shadow policies would have changed. */
final class ShadowReportOperations {
  private static final int MOST_DAYS = 31;
  private static final int MOST_SAMPLES = 20;
  private static final int LONGEST = 400;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /** The columns by the parameters that filter them. */
  private static final Map<String, String> FILTERS =
      Map.of("tenant", "tenant_id", "policy", "policy", "kind", "kind");

  private final ApiTransactions transactions;
  private final InstantSource clock;

  ShadowReportOperations(ApiTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  ApiResponse get(ApiCall call) {
    call.request()
        .requireParameters(Set.of("from", "to", "days", "tenant", "policy", "kind", "samples"));
    Map<String, String> query = call.request().query();
    ShadowQuery selected = selected(query);
    int samples = number(query, "samples", 5, 0, MOST_SAMPLES);
    ShadowRows rows =
        transactions.read(
            call, transaction -> new ShadowReportRepository(transaction).read(selected, samples));
    ObjectNode report = JsonMapper.shared().createObjectNode();
    report.put("from", selected.from().toString());
    report.put("to", selected.to().toString());
    add(report, "counts", rows.counts());
    add(report, "differences", rows.differences());
    add(report, "samples", rows.samples());
    return ApiResponse.of(200, report);
  }

  private static void add(ObjectNode report, String member, List<ObjectNode> rows) {
    report.putArray(member).addAll(rows);
  }

  private ShadowQuery selected(Map<String, String> query) {
    if (query.containsKey("days") && query.containsKey("from")) {
      throw invalid("days", "Name either days or from.");
    }
    Instant to = time(query, "to").orElseGet(() -> clock.instant().plusSeconds(1));
    Duration usual = Duration.ofDays(number(query, "days", 1, 1, MOST_DAYS));
    Instant from = time(query, "from").orElseGet(() -> to.minus(usual));
    if (from.isAfter(to) || Duration.between(from, to).compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
      throw invalid("from", "The range from from to to is at most " + MOST_DAYS + " days.");
    }
    Map<String, String> equal = new TreeMap<>();
    FILTERS.forEach((parameter, column) -> {
      String value = query.get(parameter);
      if (value != null && (value.length() > LONGEST || value.indexOf('\0') >= 0)) {
        throw invalid(parameter, "The value has at most " + LONGEST + " characters.");
      }
      if (value != null) {
        equal.put(column, value);
      }
    });
    return new ShadowQuery(from, to, equal);
  }

  private static Optional<Instant> time(Map<String, String> query, String name) {
    try {
      Optional<Instant> time = Optional.ofNullable(query.get(name)).map(Instant::parse);
      if (time.filter(value -> value.isBefore(Instant.EPOCH) || value.isAfter(LATEST)).isEmpty()) {
        return time;
      }
    } catch (DateTimeException e) {
      // Handled like a time that no row has.
    }
    throw invalid(name, "The time is in UTC, such as 2026-01-31T00:00:00Z.");
  }

  private static int number(
      Map<String, String> query, String name, int usual, int least, int most) {
    String text = query.get(name);
    if (text == null) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Handled like a number out of range.
    }
    throw invalid(name, "The value is a number from " + least + " to " + most + ".");
  }

  private static ProblemException invalid(String parameter, String detail) {
    return ProblemException.at(ProblemType.INVALID_REQUEST, parameter, detail);
  }
}
