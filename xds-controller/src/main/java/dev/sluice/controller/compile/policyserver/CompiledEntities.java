package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.CompiledGateways;
import dev.sluice.controller.compile.gateway.PublishLocations;
import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.EntityKey;
import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.plan.policyserver.EntityCheck;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.XdsResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The compiled entities of tables whose rows each become one resource for policy servers. */
final class CompiledEntities {
  private final ActiveFindings findings;
  private final CompiledGateways gateways;
  private final PublishLocations locations;
  private final ObjectPlacements placements;

  CompiledEntities(
      ActiveFindings findings,
      CompiledGateways gateways,
      PublishLocations locations,
      ObjectPlacements placements) {
    this.findings = findings;
    this.gateways = gateways;
    this.locations = locations;
    this.placements = placements;
  }

  /**
   * Compiles the entity with a key, or removes its object when there is no such entity.
   *
   * @param object the name of the object
   */
  void compile(String object, EntityKey key, DomainModel model) {
    Optional<PolicyServerEntity> entity =
        model.find(key.type(), key.id()).map(PolicyServerEntity.class::cast);
    List<PlanFinding> problems =
        entity.map(some -> EntityCheck.findings(model, some)).orElse(List.of());
    findings.replace(object, problems);
    List<EncodedResource> resources =
        entity
            .filter(_ -> problems.isEmpty())
            .map(XdsResource::of)
            .map(EncodedResource::of)
            .stream()
            .toList();
    placements.place(
        object, entity.map(some -> gatewaysOf(some, model)).orElse(Map.of()), resources);
  }

  private Map<String, Set<String>> gatewaysOf(PolicyServerEntity entity, DomainModel model) {
    return entity
        .deliveredWith()
        .map(id -> model.find(Backend.class, id).map(Backend::service).orElse(id))
        .map(locations::locationsOf)
        .orElseGet(() ->
            entity.onlyCluster().map(gateways::gatewayNames).orElseGet(gateways::gatewayNames));
  }
}
