package dev.sluice.controller.api.usage;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.store.management.QuotaListRepository;
import dev.sluice.controller.store.management.RowQuery;
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

/** The operations that list quotas with their use, and the events of quotas. */
public final class QuotaOperations {
  private static final String ID = "id";
  private static final List<UsageDimension> FILTERS =
      List.of(
          UsageDimension.SUBSCRIPTION,
          UsageDimension.CREDENTIAL,
          UsageDimension.PRODUCT,
          UsageDimension.TENANT);

  private final ApiTransactions transactions;
  private final InstantSource clock;

  public QuotaOperations(ApiTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns the handlers by the ids of operations. */
  public Map<String, OperationHandler> handlers() {
    return Map.of(
        "listQuotas", this::quotas,
        "listProviderQuotas", this::quotas,
        "listCustomerQuotas", this::quotas,
        "listQuotaEvents", this::events,
        "listProviderQuotaEvents", this::events,
        "listCustomerQuotaEvents", this::events);
  }

  private ApiResponse quotas(ApiCall call) {
    RowQuery query = rows(call);
    PageQuery page = PageQuery.read(call.request().query(), List.of(ID));
    Optional<String> after =
        page.after()
            .map(last -> UsageParameters.value(UsageDimension.SUBSCRIPTION, last.getLast()));
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return transactions.read(
        call,
        rows ->
            page.answer(new QuotaListRepository(rows).quotas(query, today, after, page.limit())));
  }

  private ApiResponse events(ApiCall call) {
    RowQuery query = rows(call);
    Map<String, String> parameters = new HashMap<>(call.request().query());
    parameters.put("sort", "-" + ID);
    PageQuery page = PageQuery.read(parameters, List.of(ID));
    long before = page.after().map(QuotaOperations::number).orElse(Long.MAX_VALUE);
    return transactions.read(
        call,
        rows -> page.answer(new QuotaListRepository(rows).events(query, before, page.limit())));
  }

  /** Returns the rows that the caller may see and has asked for. */
  static RowQuery rows(ApiCall call) {
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
