package dev.sluice.controller.plan;

import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.Inspection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which bodies of a route are inspected: the policy of the route wins over that of its service, and
 * that over the tenant's; within one scope, one for the environment wins. Without any policy
 * nothing is inspected; under one that cannot be read everything is.
 */
final class Inspections {
  private static final String DLP = "dlp";
  private static final String KEY = "inspection";

  private static final Comparator<Policy> NEAREST_FIRST =
      Comparator.comparing(Policy::scope, Comparator.reverseOrder())
          .thenComparing(policy -> policy.environment().isEmpty())
          .thenComparing(Policy::id);

  private final DomainModel model;
  private final Findings findings;

  Inspections(DomainModel model, Findings findings) {
    this.model = model;
    this.findings = findings;
  }

  Inspection of(Publish publish, Route route) {
    return Stream.of(route.id(), route.service(), publish.tenant())
        .flatMap(model::policiesAt)
        .filter(this::served)
        .filter(policy -> policy.environment().stream().allMatch(publish.environment()::equals))
        .min(NEAREST_FIRST)
        .map(this::read)
        .orElse(Inspection.OFF);
  }

  private boolean served(Policy policy) {
    boolean served = policy.kind().equals(DLP);
    if (!served) {
      findings.add(
          "policies", policy.id(), "kind", "policies of kind " + policy.kind() + " are not served");
    }
    return served;
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
