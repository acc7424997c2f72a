package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.CompiledGateways;
import dev.sluice.controller.compile.object.RecompileSchedule;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.policyserver.CredentialPlanner;
import dev.sluice.controller.plan.policyserver.TokenRevocationPlanner;
import dev.sluice.controller.plan.policyserver.TokenRevocationPlanner.PlannedRevocation;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.policyserver.TokenRevocationTranslator;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.XdsResource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compiled revocations of tokens and tenants. Every cluster receives all of them, because a
 * token may be used anywhere.
 */
final class CompiledTokenRevocations {
  private final CompiledGateways compiledGateways;
  private final ObjectPlacements placements;
  private final RecompileSchedule schedule = new RecompileSchedule();
  private Map<String, Set<String>> gateways = Map.of();

  CompiledTokenRevocations(CompiledGateways compiledGateways, ObjectPlacements placements) {
    this.compiledGateways = compiledGateways;
    this.placements = placements;
  }

  /** Returns the name of the object of a revocation. */
  static String object(String id) {
    return "token_revocations/" + id;
  }

  /** Returns the name of the object of the revocation of a tenant. */
  static String objectOfTenant(String id) {
    return "tenants/" + id + "/revocation";
  }

  /** Returns the schedule of revocations that change with time. */
  RecompileSchedule schedule() {
    return schedule;
  }

  /** Returns whether the gateways changed since the last call. */
  boolean gatewaysChanged() {
    Map<String, Set<String>> now = compiledGateways.gatewayNames();
    boolean relocated = !now.equals(gateways);
    gateways = now;
    return relocated;
  }

  void compile(String id, DomainModel model, Instant now) {
    Optional<TokenRevocation> row = model.find(TokenRevocation.class, id);
    Instant until =
        row.flatMap(TokenRevocation::expires)
            .map(CredentialPlanner::firstFullHour)
            .orElse(Instant.MAX);
    boolean expired = !now.isBefore(until);
    schedule.schedule(id, expired ? Instant.MAX : until);
    place(
        object(id),
        expired ? Optional.empty() : row.flatMap(some -> TokenRevocationPlanner.plan(model, some)));
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
}
