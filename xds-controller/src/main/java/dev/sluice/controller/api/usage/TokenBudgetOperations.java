package dev.sluice.controller.api.usage;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.store.management.RowQuery;
import dev.sluice.controller.store.management.TokenBudgetListRepository;
import dev.sluice.controller.store.management.UsageDimension;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations that list token budgets with what is used of them. */
public final class TokenBudgetOperations {
  private static final String ID = "id";

  private final ApiTransactions transactions;
  private final InstantSource clock;

  public TokenBudgetOperations(ApiTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns the handlers by the ids of operations. */
  public Map<String, OperationHandler> handlers() {
    return Map.of(
        "listTokenBudgets", this::budgets,
        "listProviderTokenBudgets", this::budgets,
        "listCustomerTokenBudgets", this::budgets);
  }

  private ApiResponse budgets(ApiCall call) {
    RowQuery query = QuotaOperations.rows(call);
    PageQuery page = PageQuery.read(call.request().query(), List.of(ID));
    Optional<String> after =
        page.after()
            .map(last -> UsageParameters.value(UsageDimension.SUBSCRIPTION, last.getLast()));
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return transactions.read(
        call,
        rows ->
            page.answer(
                new TokenBudgetListRepository(rows).budgets(query, today, after, page.limit())));
  }
}
