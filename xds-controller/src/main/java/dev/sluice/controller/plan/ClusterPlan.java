package dev.sluice.controller.plan;

import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.List;

/** What a cluster is to do, and what of its rows could not be heeded. */
public record ClusterPlan(List<GatewayIr> gateways, List<PlanFinding> findings) {
  public ClusterPlan {
    gateways = List.copyOf(gateways);
    findings = List.copyOf(findings);
  }
}
