package dev.sluice.controller.plan;

import dev.sluice.controller.ir.GatewayIr;
import java.util.List;

/** What a cluster is to do, and what of its rows could not be heeded. */
public record PlanResult(List<GatewayIr> gateways, List<PlanFinding> findings) {
  public PlanResult {
    gateways = List.copyOf(gateways);
    findings = List.copyOf(findings);
  }
}
