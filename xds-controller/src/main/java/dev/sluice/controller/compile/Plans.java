package dev.sluice.controller.compile;

import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.plan.PlanPlanner;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.xds.PlanTranslator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plans on the clusters where their products are published. */
final class Plans {
  private final Sites sites;
  private final Placements placements;

  Plans(Sites sites, Placements placements) {
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
        object(id), plan.map(Plan::product).map(sites::of).orElse(Map.of()), resources);
  }
}
