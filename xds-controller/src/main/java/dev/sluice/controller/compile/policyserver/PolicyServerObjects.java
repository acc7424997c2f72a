package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.CompiledGateways;
import dev.sluice.controller.compile.gateway.PublishLocations;
import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.AffectedEntities;
import dev.sluice.controller.compile.object.CompileFailureHandler;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.EntityKey;
import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.resources.object.ServedObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The objects that only policy servers receive. They are not part of revisions: a rollback to an
 * older revision must not restore a key that was revoked since.
 */
public final class PolicyServerObjects {
  private final CompileFailureHandler failureHandler;
  private final CompiledGateways gateways;
  private final PublishLocations locations = new PublishLocations();
  private final ObjectPlacements placements = new ObjectPlacements();
  private final CompiledEntities entities;
  private final CompiledCredentials credentials;
  private final CompiledTokenRevocations revocations;

  public PolicyServerObjects(
      ActiveFindings findings, CompileFailureHandler failureHandler, CompiledGateways gateways) {
    this.failureHandler = failureHandler;
    this.gateways = gateways;
    this.entities = new CompiledEntities(findings, gateways, locations, placements);
    this.credentials = new CompiledCredentials(findings, locations, placements);
    this.revocations = new CompiledTokenRevocations(gateways, placements);
  }

  /** Returns whether time alone has changed something. */
  public boolean isDue(Instant now) {
    return credentials.schedule().isDue(now) || revocations.schedule().isDue(now);
  }

  /**
   * Compiles the affected objects and those that depend on locations of publishes.
   *
   * @param publishes the ids of publishes whose location may have changed
   */
  public List<ServedObject> compile(
      AffectedEntities affected, Set<String> publishes, DomainModel model, Instant now) {
    Set<String> relocated = new LinkedHashSet<>();
    for (String id : publishes) {
      relocated.addAll(locations.update(id, model.find(Publish.class, id).orElse(null), gateways));
    }
    boolean moved = !affected.clusters().isEmpty() && revocations.gatewaysChanged();
    compileRevocations(affected, moved, model, now);
    compileEntities(affected, relocated, moved, model);
    compileCredentials(affected, relocated, model, now);
    return placements.takeChanges();
  }

  private void compileEntities(
      AffectedEntities affected, Set<String> relocated, boolean moved, DomainModel model) {
    Map<String, EntityKey> keys = new LinkedHashMap<>(affected.policyServerEntities());
    Consumer<PolicyServerEntity> add = entity -> keys.put(entity.object(), entity.key());
    for (String id : relocated) {
      model.entitiesDeliveredWith(id).forEach(add);
      model
          .backendsOfService(id)
          .flatMap(backend -> model.entitiesDeliveredWith(backend.id()))
          .forEach(add);
    }
    if (moved) {
      model.entitiesOfEveryCluster().forEach(add);
    }
    keys.forEach(
        (object, key) -> failureHandler.run(object, () -> entities.compile(object, key, model)));
  }

  private void compileCredentials(
      AffectedEntities affected, Set<String> relocated, DomainModel model, Instant now) {
    Set<String> credentialIds = new LinkedHashSet<>(affected.credentials());
    for (String id : relocated) {
      model
          .subscriptionsOf(id)
          .flatMap(subscription -> model.credentialsOf(subscription.id()))
          .map(CustomerCredential::id)
          .forEach(credentialIds::add);
    }
    credentialIds.addAll(credentials.schedule().takeDue(now));
    credentialIds.forEach(id ->
        failureHandler.run(
            CompiledCredentials.object(id),
            () -> credentials.compile(id, model, now),
            () -> credentials.remove(id)));
  }

  /**
   * Compiles revocations; they are placed before credentials because a revocation is sent first.
   *
   * @param moved true if a cluster has other gateways than before
   */
  private void compileRevocations(
      AffectedEntities affected, boolean moved, DomainModel model, Instant now) {
    Set<String> tenants = new LinkedHashSet<>(affected.tenants());
    Set<String> ids = new LinkedHashSet<>(affected.revocations());
    if (moved) {
      model.tokenRevocations().map(TokenRevocation::id).forEach(ids::add);
      model.inactiveTenants().map(Tenant::id).forEach(tenants::add);
    }
    ids.addAll(revocations.schedule().takeDue(now));
    tenants.forEach(id ->
        failureHandler.run(
            CompiledTokenRevocations.objectOfTenant(id),
            () -> revocations.compileTenant(id, model)));
    ids.forEach(id ->
        failureHandler.run(
            CompiledTokenRevocations.object(id), () -> revocations.compile(id, model, now)));
  }
}
