package dev.sluice.controller.compile;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Credential;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.resources.ServedObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The objects that are for policy servers only and are no part of revisions: which customer holds
 * which key is no setting of the gateways, and going back to an older revision must not bring back
 * a key that has been revoked since.
 */
final class OwnObjects {
  private final Guard guard;
  private final Frames frames;
  private final Sites sites = new Sites();
  private final Placements placements = new Placements();
  private final Plans plans = new Plans(sites, placements);
  private final Models models;
  private final Credentials credentials;
  private final TokenRevocations revocations;

  OwnObjects(FindingLedger findings, Guard guard, Frames frames) {
    this.guard = guard;
    this.frames = frames;
    this.models = new Models(findings, frames, sites, placements);
    this.credentials = new Credentials(findings, sites, placements);
    this.revocations = new TokenRevocations(frames, placements);
  }

  /** Whether time alone has made something different. */
  boolean isDue(Instant now) {
    return credentials.deadlines().reached(now) || revocations.deadlines().reached(now);
  }

  /**
   * Compiles what is touched, and what depends on where publishes are.
   *
   * @param publishes those that may be elsewhere now
   */
  List<ServedObject> compile(
      Touched touched, Set<String> publishes, DomainModel model, Instant now) {
    Set<String> moved = new LinkedHashSet<>();
    for (String id : publishes) {
      moved.addAll(sites.update(id, model.find(Publish.class, id).orElse(null), frames));
    }
    Set<String> planIds = new LinkedHashSet<>(touched.plans());
    Set<String> modelIds = new LinkedHashSet<>(touched.models());
    Set<String> credentialIds = new LinkedHashSet<>(touched.credentials());
    for (String id : moved) {
      model.plansOf(id).map(Plan::id).forEach(planIds::add);
      model
          .backendsOf(id)
          .map(Backend::id)
          .flatMap(model::modelsBehind)
          .map(LlmModel::id)
          .forEach(modelIds::add);
      model
          .subscriptionsAt(id)
          .flatMap(subscription -> model.credentialsOf(subscription.id()))
          .map(Credential::id)
          .forEach(credentialIds::add);
    }
    if (!touched.clusters().isEmpty()) {
      model.sharedModels().map(LlmModel::id).forEach(modelIds::add);
    }
    credentialIds.addAll(credentials.deadlines().at(now));
    compileRevocations(touched, model, now);
    compile(planIds, modelIds, credentialIds, model, now);
    return placements.changes();
  }

  /** Before credentials: what ends one comes first. */
  private void compileRevocations(Touched touched, DomainModel model, Instant now) {
    Set<String> tenants = new LinkedHashSet<>(touched.tenants());
    Set<String> ids = new LinkedHashSet<>(touched.revocations());
    if (!touched.clusters().isEmpty() && revocations.isMoved()) {
      model.revocations().map(TokenRevocation::id).forEach(ids::add);
      model.inactiveTenants().map(Tenant::id).forEach(tenants::add);
    }
    ids.addAll(revocations.deadlines().at(now));
    tenants.forEach(id ->
        guard.run(TokenRevocations.objectOfTenant(id), () -> revocations.compileTenant(id, model)));
    ids.forEach(
        id -> guard.run(TokenRevocations.object(id), () -> revocations.compile(id, model, now)));
  }

  private void compile(
      Set<String> planIds,
      Set<String> modelIds,
      Set<String> credentialIds,
      DomainModel model,
      Instant now) {
    planIds.forEach(id -> guard.run(Plans.object(id), () -> plans.compile(id, model)));
    modelIds.forEach(id -> guard.run(Models.object(id), () -> models.compile(id, model)));
    credentialIds.forEach(id ->
        guard.run(
            Credentials.object(id),
            () -> credentials.compile(id, model, now),
            () -> credentials.withdraw(id)));
  }
}
