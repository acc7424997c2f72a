package dev.sluice.controller.compile;

import dev.sluice.controller.compile.gateway.CompiledBackends;
import dev.sluice.controller.compile.gateway.CompiledGateways;
import dev.sluice.controller.compile.gateway.CompiledPublishes;
import dev.sluice.controller.compile.gateway.CompiledSecrets;
import dev.sluice.controller.compile.gateway.PinnedClusters;
import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.AffectedEntities;
import dev.sluice.controller.compile.object.CompileFailureHandler;
import dev.sluice.controller.compile.object.CompiledObject;
import dev.sluice.controller.compile.policyserver.PolicyServerObjects;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.plan.BackendPlanner;
import dev.sluice.controller.plan.HostOwnership;
import dev.sluice.controller.plan.PublishPlanner;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.policy.PolicyReader;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.xds.GatewayTranslator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A compiler of only what a change affects. For any order of changes, the result equals a compile
 * of all entities at once. Confined to one thread.
 */
public final class IncrementalCompiler {
  private final DomainModel model = new DomainModel();
  private final PolicyReader policies = new PolicyReader();
  private final ActiveFindings findings = new ActiveFindings();
  private final CompileFailureHandler failureHandler = new CompileFailureHandler(findings);
  private final HostOwnership hosts;
  private final CompiledBackends backends;
  private final CompiledGateways gateways;
  private final CompiledSecrets secrets;
  private final CompiledPublishes publishes;
  private final PinnedClusters pins;
  private final PolicyServerObjects policyServerObjects;
  private Instant compiledAt = Instant.EPOCH;

  /**
   * @param domain the suffix of every generated host name
   */
  public IncrementalCompiler(
      GatewayTranslator translator, SecretSource secretSource, String domain) {
    hosts = new HostOwnership(domain);
    BackendPlanner backendPlanner = new BackendPlanner(model, policies, secretSource::problems);
    backends = new CompiledBackends(translator, backendPlanner, findings);
    gateways = new CompiledGateways(translator, policies, secretSource, backends, findings);
    secrets = new CompiledSecrets(secretSource, translator);
    PublishPlanner planner = new PublishPlanner(model, policies, hosts, backends::isCompiled);
    pins = new PinnedClusters(translator);
    publishes = new CompiledPublishes(planner, translator, gateways, backends, findings);
    policyServerObjects = new PolicyServerObjects(findings, failureHandler, gateways);
  }

  /** Returns whether time alone has changed something, so that an empty change has a result. */
  public boolean isDue(Instant now) {
    return policyServerObjects.isDue(now) || publishes.schedule().isDue(now);
  }

  /** Applies a change and the current time. */
  public CompileResult apply(DomainChange change, Instant now) {
    compiledAt = now;
    return compile(model.apply(change), now);
  }

  /**
   * Compiles a change and undoes it, so that the next result is as if it had never been applied.
   */
  public ChangePreview preview(DomainChange change) {
    // At a later time, what is due then would be compiled here and never served.
    List<DomainModel.ReplacedEntity> replaced = model.apply(change);
    CompileResult after = compile(replaced, compiledAt);
    Collection<PlanFinding> found = findings.all();
    CompileResult before = compile(model.apply(DomainModel.undo(replaced)), compiledAt);
    return new ChangePreview(before, after, found);
  }

  private CompileResult compile(List<DomainModel.ReplacedEntity> replaced, Instant now) {
    AffectedEntities affected = AffectedEntities.of(replaced, model);
    affected.policies().forEach(policies::forget);
    affected
        .backends()
        .forEach(id ->
            failureHandler.run(CompiledBackends.object(id), () -> backends.compile(id, model)));
    Set<String> publishIds = new LinkedHashSet<>(affected.publishes());
    affected.clusters().forEach(id -> publishIds.addAll(gateways.compile(id, model)));
    for (String id : affected.hostClaimants()) {
      Publish publish = model.find(Publish.class, id).orElse(null);
      publishIds.addAll(hosts.update(id, publish, model));
    }
    publishIds.addAll(publishes.schedule().takeDue(now));
    publishIds.forEach(id ->
        failureHandler.run(CompiledPublishes.object(id), () -> publishes.compile(id, model, now)));
    return compiled(
        affected.clusters(),
        policyServerObjects.compile(affected, publishIds, model, now),
        agents(affected));
  }

  /** Applies the current secrets, on which listeners, backends and their findings depend. */
  public CompileResult refreshSecrets() {
    backends.refreshSecrets(model);
    gateways.clusters().forEach(id -> gateways.compile(id, model));
    return compiled(gateways.clusters(), List.of(), Map.of());
  }

  private Map<String, Optional<Agent>> agents(AffectedEntities affected) {
    return affected.agents().stream()
        .collect(Collectors.toMap(Function.identity(), id -> model.find(Agent.class, id)));
  }

  /**
   * Collects the changed objects.
   *
   * @param clusters the ids of clusters whose gateways may have changed
   */
  private CompileResult compiled(
      Set<String> clusters,
      List<ServedObject> policyServerChanges,
      Map<String, Optional<Agent>> agents) {
    List<CompiledObject> objects = new ArrayList<>(backends.takeChanges());
    objects.addAll(gateways.takeChanges());
    objects.addAll(publishes.takeChanges());
    List<ServedObject> served = new ArrayList<>(pins.filterServed(objects));
    for (String id : clusters) {
      model.find(Cluster.class, id).ifPresent(cluster -> served.addAll(pins.update(cluster)));
    }
    if (!clusters.isEmpty() || backends.takeSecretsChanged()) {
      Map<CompiledSecrets.CertificateUse, Set<String>> uses = new HashMap<>();
      gateways.collectCertificateUses(uses);
      backends.collectCertificateUses(uses);
      pins.collectCertificateUses(uses);
      served.addAll(secrets.compile(uses));
    }
    served.addAll(policyServerChanges);
    List<RevisionEntryChange> entries =
        objects.stream()
            .filter(object -> object.ir().isPresent() || object.served().gateways().isEmpty())
            .map(object ->
                new RevisionEntryChange(
                    object.served().cluster(), object.served().object(), object.entry()))
            .toList();
    return new CompileResult(
        gateways.clusterNames(), served, agents, entries, findings.takeChange());
  }

  /** Returns all current findings. */
  public Collection<PlanFinding> findings() {
    return findings.all();
  }
}
