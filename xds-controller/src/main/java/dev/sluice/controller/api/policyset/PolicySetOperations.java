package dev.sluice.controller.api.policyset;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.store.policyset.PolicySetRepository;
import dev.sluice.controller.store.policyset.PolicySetRepository.LastSet;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The operations on the policies of servers. */
public final class PolicySetOperations {
  private static final String SORT = "loaded_at";
  private static final Set<String> FILTERS = Set.of("kind", "server", "status", "version");

  private final ApiTransactions transactions;
  private final ShadowReportOperations shadows;

  public PolicySetOperations(ApiTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.shadows = new ShadowReportOperations(transactions, clock);
  }

  /** Returns the handlers by the ids of operations. */
  public Map<String, OperationHandler> handlers() {
    return Map.of("listPolicySets", this::list, "getShadowReport", shadows::get);
  }

  private ApiResponse list(ApiCall call) {
    Map<String, String> query = new HashMap<>(call.request().query());
    Set<String> known = new HashSet<>(FILTERS);
    known.addAll(Set.of("limit", "cursor"));
    call.request().requireParameters(known);
    query.put("sort", "-" + SORT);
    PageQuery page = PageQuery.read(query, List.of(SORT));
    Map<String, String> equal = new TreeMap<>(query);
    equal.keySet().retainAll(FILTERS);
    return transactions.read(
        call,
        rows ->
            page.answer(
                new PolicySetRepository(rows)
                    .list(equal, page.after().map(PolicySetOperations::last), page.limit())));
  }

  private static LastSet last(List<String> position) {
    try {
      return new LastSet(
          OffsetDateTime.parse(position.getFirst()), UUID.fromString(position.getLast()));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "cursor", "Use the member next of the part before.");
    }
  }
}
