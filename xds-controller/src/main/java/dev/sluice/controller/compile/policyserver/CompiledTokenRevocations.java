package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.CompiledGateways;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.policyserver.TokenRevocationPlanner;
import dev.sluice.controller.plan.policyserver.TokenRevocationPlanner.PlannedRevocation;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.policyserver.TokenRevocationTranslator;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.XdsResource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Revocations of tokens and of tenants, on every cluster: tokens go anywhere. */
final class CompiledTokenRevocations {
  private final CompiledGateways frames;
  private final ObjectPlacements placements;
  private final RecompileSchedule schedule = new RecompileSchedule();
  private Map<String, Set<String>> gateways = Map.of();

  CompiledTokenRevocations(CompiledGateways frames, ObjectPlacements placements) {
    this.frames = frames;
    this.placements = placements;
  }

  /** The object that a revocation is. */
  static String object(String id) {
    return "token_revocations/" + id;
  }

  /** The object that the revocation of a tenant is. */
  static String objectOfTenant(String id) {
    return "tenants/" + id + "/revocation";
  }

  /** Those that time alone makes different. */
  RecompileSchedule schedule() {
    return schedule;
  }

  /** Whether they have to go elsewhere than before. */
  boolean gatewaysChanged() {
    Map<String, Set<String>> now = frames.gatewayNames();
    boolean moved = !now.equals(gateways);
    gateways = now;
    return moved;
  }

  void compile(String id, DomainModel model, Instant now) {
    Optional<TokenRevocation> row = model.find(TokenRevocation.class, id);
    Instant until =
        row.flatMap(TokenRevocation::expires)
            .map(CompiledTokenRevocations::hour)
            .orElse(Instant.MAX);
    boolean over = !now.isBefore(until);
    schedule.schedule(id, over ? Instant.MAX : until);
    place(
        object(id),
        over ? Optional.empty() : row.flatMap(some -> TokenRevocationPlanner.plan(model, some)));
  }

  void compileTenant(String id, DomainModel model) {
    place(objectOfTenant(id), model.find(Tenant.class, id).flatMap(TokenRevocationPlanner::plan));
  }

  private void place(String object, Optional<PlannedRevocation> planned) {
    placements.place(
        object,
        gateways,
        planned.map(CompiledTokenRevocations::resource).map(EncodedResource::of).stream().toList());
  }

  private static XdsResource resource(PlannedRevocation planned) {
    return new XdsResource(
        ResourceType.REVOCATION,
        planned.revocation().id(),
        TokenRevocationTranslator.translate(planned.revocation(), planned.tenant()));
  }

  /** The first full hour not before that time, so that all controllers come to the same. */
  private static Instant hour(Instant time) {
    Instant begun = time.truncatedTo(ChronoUnit.HOURS);
    return begun.equals(time) ? time : begun.plus(Duration.ofHours(1));
  }
}
