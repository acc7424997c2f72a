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
  private final CompileFailureHandler guard;
  private final CompiledGateways frames;
  private final PublishLocations sites = new PublishLocations();
  private final ObjectPlacements placements = new ObjectPlacements();
  private final CompiledEntities entities;
  private final CompiledCredentials credentials;
  private final CompiledTokenRevocations revocations;

  public PolicyServerObjects(
      ActiveFindings findings, CompileFailureHandler guard, CompiledGateways frames) {
    this.guard = guard;
    this.frames = frames;
    this.entities = new CompiledEntities(findings, frames, sites, placements);
    this.credentials = new CompiledCredentials(findings, sites, placements);
    this.revocations = new CompiledTokenRevocations(frames, placements);
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
      AffectedEntities touched, Set<String> publishes, DomainModel model, Instant now) {
    Set<String> moved = new LinkedHashSet<>();
    for (String id : publishes) {
      moved.addAll(sites.update(id, model.find(Publish.class, id).orElse(null), frames));
    }
    compileRevocations(touched, model, now);
    compileEntities(touched, moved, model);
    compileCredentials(touched, moved, model, now);
    return placements.takeChanges();
  }

  private void compileEntities(AffectedEntities touched, Set<String> moved, DomainModel model) {
    Map<String, EntityKey> keys = new LinkedHashMap<>(touched.policyServerEntities());
    Consumer<PolicyServerEntity> add = entity -> keys.put(entity.object(), entity.key());
    for (String id : moved) {
      model.entitiesDeliveredWith(id).forEach(add);
      model
          .backendsOfService(id)
          .flatMap(backend -> model.entitiesDeliveredWith(backend.id()))
          .forEach(add);
    }
    if (!touched.clusters().isEmpty()) {
      model.entitiesOfEveryCluster().forEach(add);
    }
    keys.forEach(
        (object, key) -> guard.run(object, () -> entities.compile(object, key, model)));
  }

  private void compileCredentials(
      AffectedEntities touched, Set<String> moved, DomainModel model, Instant now) {
    Set<String> credentialIds = new LinkedHashSet<>(touched.credentials());
    for (String id : moved) {
      model
          .subscriptionsOf(id)
          .flatMap(subscription -> model.credentialsOf(subscription.id()))
          .map(CustomerCredential::id)
          .forEach(credentialIds::add);
    }
    credentialIds.addAll(credentials.schedule().takeDue(now));
    credentialIds.forEach(id ->
        guard.run(
            CompiledCredentials.object(id),
            () -> credentials.compile(id, model, now),
            () -> credentials.remove(id)));
  }

  /**
   * Compiles revocations; they are placed before credentials because a revocation is sent first.
   */
  private void compileRevocations(AffectedEntities touched, DomainModel model, Instant now) {
    Set<String> tenants = new LinkedHashSet<>(touched.tenants());
    Set<String> ids = new LinkedHashSet<>(touched.revocations());
    if (!touched.clusters().isEmpty() && revocations.gatewaysChanged()) {
      model.tokenRevocations().map(TokenRevocation::id).forEach(ids::add);
      model.inactiveTenants().map(Tenant::id).forEach(tenants::add);
    }
    ids.addAll(revocations.schedule().takeDue(now));
    tenants.forEach(id ->
        guard.run(
            CompiledTokenRevocations.objectOfTenant(id),
            () -> revocations.compileTenant(id, model)));
    ids.forEach(id ->
        guard.run(CompiledTokenRevocations.object(id), () -> revocations.compile(id, model, now)));
  }
}
