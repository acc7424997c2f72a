package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.PublishLocations;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.policyserver.PlanPlanner;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.policyserver.PlanTranslator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plans on the clusters where their products are published. */
final class CompiledPlans {
  private final PublishLocations sites;
  private final ObjectPlacements placements;

  CompiledPlans(PublishLocations sites, ObjectPlacements placements) {
    this.sites = sites;
    this.placements = placements;
  }

  /** The object that a plan is. */
  static String object(String id) {
    return "plans/" + id;
  }

  void compile(String id, DomainModel model) {
    Optional<Plan> plan = model.find(Plan.class, id);
    List<EncodedResource> resources =
        plan.map(PlanPlanner::plan).map(PlanTranslator::translate).map(EncodedResource::of).stream()
            .toList();
    placements.place(
        object(id), plan.map(Plan::product).map(sites::locationsOf).orElse(Map.of()), resources);
  }
}
