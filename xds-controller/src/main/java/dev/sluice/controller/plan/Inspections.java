package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.Inspection;
import java.util.Locale;

/**
 * Which bodies of a route are inspected. Without any policy nothing is; under one that cannot be
 * read everything is.
 */
final class Inspections {
  private static final String KEY = "inspection";

  private final Policies policies;
  private final Findings findings;

  Inspections(Policies policies, Findings findings) {
    this.policies = policies;
    this.findings = findings;
  }

  Inspection of(Publish publish, Route route) {
    return policies.nearest(publish, route, Policies.DLP).map(this::read).orElse(Inspection.OFF);
  }

  private Inspection read(Policy policy) {
    if (policy.spec().size() == 1 && policy.spec().get(KEY) instanceof String text) {
      for (Inspection inspection : Inspection.values()) {
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
    return Inspection.PRE_AND_INCREMENTAL;
  }
}
