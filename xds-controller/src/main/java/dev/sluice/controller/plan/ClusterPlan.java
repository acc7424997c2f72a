package dev.sluice.controller.plan;

import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.plan.finding.PlanFinding;
import java.util.List;

/** A plan of all gateways of a cluster, with the findings on its rows. */
public record ClusterPlan(List<GatewayIr> gateways, List<PlanFinding> findings) {
  public ClusterPlan {
    gateways = List.copyOf(gateways);
    findings = List.copyOf(findings);
  }
}
