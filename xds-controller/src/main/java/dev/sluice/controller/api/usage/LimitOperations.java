package dev.sluice.controller.api.usage;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.QuotaListRepository;
import dev.sluice.controller.store.management.RowQuery;
import dev.sluice.controller.store.management.TokenBudgetListRepository;
import dev.sluice.controller.store.management.UsageDimension;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The operations that list quotas and token budgets with their use, and their events. */
public final class LimitOperations {
  private static final String ID = "id";
  private static final List<UsageDimension> FILTERS =
      List.of(
          UsageDimension.SUBSCRIPTION,
          UsageDimension.CREDENTIAL,
          UsageDimension.PRODUCT,
          UsageDimension.TENANT);

  private final ApiTransactions transactions;
  private final InstantSource clock;

  public LimitOperations(ApiTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns the handlers by the ids of operations. */
  public Map<String, OperationHandler> handlers() {
    Map<String, OperationHandler> handlers = new HashMap<>();
    for (String portal : List.of("", "Provider", "Customer")) {
      String list = "list" + portal;
      handlers.put(
          list + "Quotas", call -> current(call, rows -> new QuotaListRepository(rows)::current));
      handlers.put(
          list + "QuotaEvents",
          call -> events(call, rows -> new QuotaListRepository(rows)::events));
      handlers.put(
          list + "TokenBudgets",
          call -> current(call, rows -> new TokenBudgetListRepository(rows)::current));
      handlers.put(
          list + "TokenBudgetEvents",
          call -> events(call, rows -> new TokenBudgetListRepository(rows)::events));
    }
    return handlers;
  }

  /** A reader of limits with their use on a day, after an id. */
  @FunctionalInterface
  private interface LimitReader {
    List<ObjectNode> read(RowQuery query, LocalDate day, Optional<String> after, int limit);
  }

  /** A reader of events before a number. */
  @FunctionalInterface
  private interface EventReader {
    List<ObjectNode> read(RowQuery query, long before, int limit);
  }

  private ApiResponse current(ApiCall call, Function<ManagementTransaction, LimitReader> limits) {
    RowQuery query = rows(call);
    PageQuery page = PageQuery.read(call.request().query(), List.of(ID));
    Optional<String> after =
        page.after()
            .map(last -> UsageParameters.value(UsageDimension.SUBSCRIPTION, last.getLast()));
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return transactions.read(
        call, rows -> page.answer(limits.apply(rows).read(query, today, after, page.limit())));
  }

  private ApiResponse events(ApiCall call, Function<ManagementTransaction, EventReader> events) {
    RowQuery query = rows(call);
    Map<String, String> parameters = new HashMap<>(call.request().query());
    parameters.put("sort", "-" + ID);
    PageQuery page = PageQuery.read(parameters, List.of(ID));
    long before = page.after().map(LimitOperations::number).orElse(Long.MAX_VALUE);
    return transactions.read(
        call, rows -> page.answer(events.apply(rows).read(query, before, page.limit())));
  }

  /** Returns the rows that the caller may see and has asked for. */
  private static RowQuery rows(ApiCall call) {
    Map<String, String> query = call.request().query();
    Optional<UsageDimension> own = UsageParameters.own(call);
    List<UsageDimension> filters =
        FILTERS.stream().filter(dimension -> own.filter(dimension::equals).isEmpty()).toList();
    Set<String> known = new HashSet<>(Set.of("limit", "cursor"));
    filters.forEach(dimension -> known.add(dimension.member()));
    call.request().requireParameters(known);
    RowQuery rows = call.permittedRows();
    if (own.isPresent()) {
      rows = rows.and(own.get().member(), call.tenant().orElseThrow().id().toString());
    }
    for (UsageDimension dimension : filters) {
      String value = query.get(dimension.member());
      if (value != null) {
        rows = rows.and(dimension.member(), UsageParameters.value(dimension, value));
      }
    }
    return rows;
  }

  private static long number(List<String> last) {
    try {
      return Long.parseLong(last.getLast());
    } catch (NumberFormatException e) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "cursor", "Use the member next of the part before.");
    }
  }
}
