package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.policy.VariantIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A planner of variants: it finds the backends of a route by the names in a policy. */
final class VariantPlanner {
  private VariantPlanner() {}

  /** Returns the policy with ids in place of names; any other policy as it is. */
  static RoutePolicyIr plan(
      RoutePolicyIr policy, Route route, List<Backend> targets, FindingCollector findings) {
    return policy instanceof VariantIr variant
        ? withIds(variant, route, targets, findings)
        : policy;
  }

  private static VariantIr withIds(
      VariantIr policy, Route route, List<Backend> targets, FindingCollector findings) {
    Map<String, Backend> byName =
        targets.stream().collect(Collectors.toMap(Backend::name, Function.identity()));
    Map<String, String> ids = new LinkedHashMap<>();
    policy
        .variants()
        .forEach((variant, name) -> {
          Backend backend = byName.get(name);
          if (backend != null) {
            ids.put(variant, backend.id());
          }
        });
    if (!ids.isEmpty()) {
      policy
          .variants()
          .forEach((variant, name) -> {
            if (!ids.containsKey(variant)) {
              findings.add(
                  "routes",
                  route.id(),
                  "backends",
                  "the variant " + variant + " is not served: the route has no backend " + name);
            }
          });
    }
    Map<String, String> tenants = new LinkedHashMap<>(policy.tenants());
    tenants.values().retainAll(ids.keySet());
    return new VariantIr(ids, policy.header(), policy.cookie(), policy.cookieTtl(), tenants);
  }
}
