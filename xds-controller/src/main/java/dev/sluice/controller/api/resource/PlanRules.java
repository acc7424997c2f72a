package dev.sluice.controller.api.resource;

import dev.sluice.common.tier.TierPolicy;
import dev.sluice.controller.api.http.FieldProblem;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of plans: a new plan gets the limits of its tier that it does not name. A value of null
 * names no limit.
 */
public final class PlanRules implements ManagedResource.ResourceRules {
  private static final List<String> REQUIRED = List.of("per_minute", "burst");

  private final Supplier<TierPolicy> tiers;

  public PlanRules(Supplier<TierPolicy> tiers) {
    this.tiers = tiers;
  }

  @Override
  public ObjectNode withDefaults(ObjectNode body) {
    Map<String, Long> limits = tiers.get().tiers().get(body.path("tier").asString(""));
    if (limits == null) {
      return body;
    }
    ObjectNode whole = body.deepCopy();
    limits.forEach((key, limit) -> {
      String column = key.replace('-', '_');
      if (!whole.has(column)) {
        whole.put(column, limit);
      }
    });
    return whole;
  }

  @Override
  public List<FieldProblem> missing(ObjectNode row) {
    return REQUIRED.stream()
        .filter(column -> !row.has(column))
        .map(column -> new FieldProblem("", "the key '" + column + "' is missing; add it"))
        .toList();
  }
}
