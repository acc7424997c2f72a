package dev.sluice.bench.xds;

import dev.sluice.common.schema.JsonSchema;
import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.policy.PolicyKind;
import dev.sluice.controller.policy.PolicyKinds;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies of every kind for the products of the bench, with the examples of the schemas.
 * Policies of routes belong to the last route of a product, whose requests the bench does not
 * measure.
 */
final class BenchPolicies {
  static final String ROUTE = "r" + (BenchRows.ROUTES_OF_PRODUCT - 1);

  /** The name in examples that need two backends; a product of the bench has one. */
  private static final String SECOND_BACKEND = "\"canary\"";

  private BenchPolicies() {}

  /** A policy of the product with a number. */
  record BenchPolicy(String scope, int product, String kind, String spec) {}

  /** Returns policies, which take turns through the kinds and spread over the products. */
  static List<BenchPolicy> spread(int count, int products) {
    List<BenchPolicy> policies = new ArrayList<>();
    List<PolicyKind<?>> served =
        PolicyKinds.ALL.stream().filter(kind -> !example(kind).contains(SECOND_BACKEND)).toList();
    int kinds = served.size();
    for (int i = 0; policies.size() < count; i++) {
      PolicyKind<?> kind = served.get(i % kinds);
      boolean ofGateway = kind.scopes().contains(PolicyScope.GATEWAY) && !ofService(kind);
      if (!ofGateway || i < kinds) {
        policies.add(
            new BenchPolicy(scope(kind), 1 + i / kinds % products, kind.name(), example(kind)));
      }
    }
    return policies;
  }

  private static String scope(PolicyKind<?> kind) {
    if (kind.scopes().contains(PolicyScope.ROUTE)) {
      return "route";
    }
    return ofService(kind) ? "service" : "gateway";
  }

  private static boolean ofService(PolicyKind<?> kind) {
    return kind.scopes().contains(PolicyScope.SERVICE);
  }

  /** Returns the first example of a kind. */
  private static String example(PolicyKind<?> kind) {
    return JsonSchema.resource("policies/" + kind.name() + ".schema.json")
        .path("examples")
        .path(0)
        .toString();
  }
}
