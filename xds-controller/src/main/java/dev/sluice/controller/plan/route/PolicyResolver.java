package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A resolver of the policy of a route: a policy of the route wins over one of its service, and that
 * over one of the tenant. Within one scope, a policy for the environment wins.
 */
final class PolicyResolver {
  static final String DLP = "dlp";
  static final String CORS = "cors";
  private static final Set<String> SERVED = Set.of(DLP, CORS);
  private static final Comparator<Policy> NEAREST_FIRST =
      Comparator.comparing(Policy::scope, Comparator.reverseOrder())
          .thenComparing(policy -> policy.environment().isEmpty())
          .thenComparing(Policy::id);

  private final DomainModel model;
  private final FindingCollector findings;

  PolicyResolver(DomainModel model, FindingCollector findings) {
    this.model = model;
    this.findings = findings;
  }

  Optional<Policy> mostSpecific(Publish publish, Route route, String kind) {
    return Stream.of(route.id(), route.service(), publish.tenant())
        .flatMap(model::policiesOfScope)
        .filter(this::served)
        .filter(policy -> policy.kind().equals(kind))
        .filter(policy -> policy.environment().stream().allMatch(publish.environment()::equals))
        .min(NEAREST_FIRST);
  }

  private boolean served(Policy policy) {
    boolean served = SERVED.contains(policy.kind());
    if (!served) {
      findings.add(
          "policies", policy.id(), "kind", "policies of kind " + policy.kind() + " are not served");
    }
    return served;
  }
}
