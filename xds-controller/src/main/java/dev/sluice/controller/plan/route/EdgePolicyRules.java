package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.policy.GrpcJsonIr;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.RequestLimitIr;
import dev.sluice.controller.ir.policy.RoutePolicyIr;
import dev.sluice.controller.ir.policy.TokenBudgetIr;
import dev.sluice.controller.ir.policy.UpgradeIr;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.List;
import java.util.Optional;

/** The rules about policies of a route that exclude each other or need a kind of backend. */
final class EdgePolicyRules {
  private EdgePolicyRules() {}

  /** Returns the policies that are served; each other one is a finding. */
  static List<RoutePolicyIr> served(
      Route route,
      List<RoutePolicyIr> applied,
      InspectionMode inspection,
      boolean grpc,
      FindingCollector findings) {
    return applied.stream()
        .filter(policy -> {
          Optional<String> problem =
              switch (policy) {
                case UpgradeIr upgrade when upgrade.websocket() ->
                    upgradeProblem(route, applied, inspection, grpc);
                case GrpcJsonIr _ when !grpc && !route.backends().isEmpty() ->
                    Optional.of("grpc_json needs backends with the scheme grpc or grpcs");
                default -> Optional.empty();
              };
          problem.ifPresent(text -> findings.add("routes", route.id(), "policies", text));
          return problem.isEmpty();
        })
        .toList();
  }

  private static Optional<String> upgradeProblem(
      Route route, List<RoutePolicyIr> applied, InspectionMode inspection, boolean grpc) {
    boolean counted =
        PolicyIr.find(applied, TokenBudgetIr.class).filter(TokenBudgetIr::counts).isPresent();
    if (counted) {
      return Optional.of(
          "upgraded connections cannot be counted, so none is upgraded; set token_budget to no"
              + " budgets here");
    }
    if (inspection != InspectionMode.OFF || route.sseIds() == SseEventIds.ADD) {
      return Optional.of(
          "upgraded connections cannot be inspected, so none is upgraded; set dlp to off here");
    }
    if (PolicyIr.find(applied, RequestLimitIr.class)
        .filter(limit -> limit.maxBytes() > 0)
        .isPresent()) {
      return Optional.of(
          "upgraded connections cannot be limited, so none is upgraded; set request_limit to 0"
              + " here");
    }
    return grpc
        ? Optional.of("WebSockets need backends with the scheme http or https")
        : Optional.empty();
  }
}
