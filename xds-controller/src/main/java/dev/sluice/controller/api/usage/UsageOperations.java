package dev.sluice.controller.api.usage;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.OperationHandler;
import dev.sluice.controller.api.resource.ResourceOperations;
import dev.sluice.controller.store.management.UsageRepository;
import dev.sluice.controller.store.management.UsageRepository.UsageQuery;
import java.time.InstantSource;
import java.util.Map;

/** The operations that list usage, of a customer, of a provider, or of the fleet. */
public final class UsageOperations {
  /** The resource in {@code policies/rbac.yaml}. */
  public static final String ROLE = "usage";

  /** The columns that name the gateway, product or subscription of a role's scope. */
  public static final Map<String, String> SCOPE_COLUMNS =
      Map.of(
          "gateway", "gateway_id",
          "product", "product_id",
          "subscription", "subscription_id");

  private final ApiTransactions transactions;
  private final InstantSource clock;

  public UsageOperations(ApiTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns the handlers by the ids of operations. */
  public Map<String, OperationHandler> handlers() {
    return Map.of(
        "listUsage", this::list, "listProviderUsage", this::list, "listCustomerUsage", this::list);
  }

  private ApiResponse list(ApiCall call) {
    UsageParameters parameters = UsageParameters.read(call, clock);
    UsageQuery query = parameters.query();
    PageQuery page = parameters.page();
    return transactions.read(
        call,
        rows ->
            page.answer(
                new UsageRepository(rows).list(query, ResourceOperations.pageRequest(page))));
  }
}
