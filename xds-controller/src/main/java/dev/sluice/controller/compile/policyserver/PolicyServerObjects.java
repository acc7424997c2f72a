package dev.sluice.controller.compile.policyserver;

import dev.sluice.controller.compile.gateway.CompiledGateways;
import dev.sluice.controller.compile.gateway.PublishLocations;
import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.AffectedEntities;
import dev.sluice.controller.compile.object.CompileFailureHandler;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.resources.object.ServedObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The objects that are for policy servers only and are no part of revisions: which customer holds
 * which key is no setting of the gateways, and going back to an older revision must not bring back
 * a key that has been revoked since.
 */
public final class PolicyServerObjects {
  private final CompileFailureHandler guard;
  private final CompiledGateways frames;
  private final PublishLocations sites = new PublishLocations();
  private final ObjectPlacements placements = new ObjectPlacements();
  private final CompiledPlans plans = new CompiledPlans(sites, placements);
  private final CompiledLlmModels models;
  private final CompiledCredentials credentials;
  private final CompiledTokenRevocations revocations;

  public PolicyServerObjects(
      ActiveFindings findings, CompileFailureHandler guard, CompiledGateways frames) {
    this.guard = guard;
    this.frames = frames;
    this.models = new CompiledLlmModels(findings, frames, sites, placements);
    this.credentials = new CompiledCredentials(findings, sites, placements);
    this.revocations = new CompiledTokenRevocations(frames, placements);
  }

  /** Whether time alone has made something different. */
  public boolean isDue(Instant now) {
    return credentials.schedule().isDue(now) || revocations.schedule().isDue(now);
  }

  /**
   * Compiles what is touched, and what depends on where publishes are.
   *
   * @param publishes those that may be elsewhere now
   */
  public List<ServedObject> compile(
      AffectedEntities touched, Set<String> publishes, DomainModel model, Instant now) {
    Set<String> moved = new LinkedHashSet<>();
    for (String id : publishes) {
      moved.addAll(sites.update(id, model.find(Publish.class, id).orElse(null), frames));
    }
    Set<String> planIds = new LinkedHashSet<>(touched.plans());
    Set<String> modelIds = new LinkedHashSet<>(touched.models());
    Set<String> credentialIds = new LinkedHashSet<>(touched.credentials());
    for (String id : moved) {
      model.plansOfProduct(id).map(Plan::id).forEach(planIds::add);
      model
          .backendsOfService(id)
          .map(Backend::id)
          .flatMap(model::modelsOfBackend)
          .map(LlmModel::id)
          .forEach(modelIds::add);
      model
          .subscriptionsOf(id)
          .flatMap(subscription -> model.credentialsOf(subscription.id()))
          .map(CustomerCredential::id)
          .forEach(credentialIds::add);
    }
    if (!touched.clusters().isEmpty()) {
      model.sharedModels().map(LlmModel::id).forEach(modelIds::add);
    }
    credentialIds.addAll(credentials.schedule().takeDue(now));
    compileRevocations(touched, model, now);
    compile(planIds, modelIds, credentialIds, model, now);
    return placements.takeChanges();
  }

  /** Before credentials: what ends one comes first. */
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

  private void compile(
      Set<String> planIds,
      Set<String> modelIds,
      Set<String> credentialIds,
      DomainModel model,
      Instant now) {
    planIds.forEach(id -> guard.run(CompiledPlans.object(id), () -> plans.compile(id, model)));
    modelIds.forEach(
        id -> guard.run(CompiledLlmModels.object(id), () -> models.compile(id, model)));
    credentialIds.forEach(id ->
        guard.run(
            CompiledCredentials.object(id),
            () -> credentials.compile(id, model, now),
            () -> credentials.remove(id)));
  }
}
