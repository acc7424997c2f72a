package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.route.InspectionMode;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.Locale;

/**
 * A planner of the body inspection of a route. Without a policy no body is inspected; with an
 * invalid one every body is.
 */
final class InspectionPlanner {
  private static final String KEY = "inspection";

  private final PolicyResolver policies;
  private final FindingCollector findings;

  InspectionPlanner(PolicyResolver policies, FindingCollector findings) {
    this.policies = policies;
    this.findings = findings;
  }

  InspectionMode of(Publish publish, Route route) {
    return policies
        .mostSpecific(publish, route, PolicyResolver.DLP)
        .map(this::read)
        .orElse(InspectionMode.OFF);
  }

  private InspectionMode read(Policy policy) {
    if (policy.spec().size() == 1 && policy.spec().get(KEY) instanceof String text) {
      for (InspectionMode inspection : InspectionMode.values()) {
        if (inspection.name().toLowerCase(Locale.ROOT).equals(text)) {
          return inspection;
        }
      }
    }
    findings.add(
        "policies",
        policy.id(),
        "spec",
        "must be {\"inspection\": off, pre_only or pre_and_incremental}; everything is inspected");
    return InspectionMode.PRE_AND_INCREMENTAL;
  }
}
