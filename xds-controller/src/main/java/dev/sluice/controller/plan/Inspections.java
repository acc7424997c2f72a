package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.Inspection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

  private final Map<String, List<Policy>> byTenant;
  private final Findings findings;

  Inspections(List<Policy> policies, Findings findings) {
    this.findings = findings;
    this.byTenant =
        policies.stream()
            .filter(this::served)
            .sorted(NEAREST_FIRST)
            .collect(Collectors.groupingBy(Policy::tenant));
  }

  private boolean served(Policy policy) {
    boolean served = policy.kind().equals(DLP);
    if (!served) {
      findings.add(
          "policies", policy.id(), "kind", "policies of kind " + policy.kind() + " are not served");
    }
    return served;
  }

  Inspection of(Publish publish, Route route) {
    return byTenant.getOrDefault(publish.tenant(), List.of()).stream()
        .filter(policy -> policy.environment().stream().allMatch(publish.environment()::equals))
        .filter(policy -> policy.service().stream().allMatch(route.service()::equals))
        .filter(policy -> policy.route().stream().allMatch(route.id()::equals))
        .findFirst()
        .map(this::read)
        .orElse(Inspection.OFF);
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
