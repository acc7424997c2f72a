package dev.sluice.controller.compile;

import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainChange;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.plan.HostClaims;
import dev.sluice.controller.plan.PlanFinding;
import dev.sluice.controller.plan.PublishPlanner;
import dev.sluice.controller.resources.ServedObject;
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
 * Compiles what a change reaches, and nothing else; whatever the order of changes, what comes of
 * them is what compiling everything at once would give. Confined to one thread.
 */
public final class IncrementalCompiler {
  private final DomainModel model = new DomainModel();
  private final FindingLedger findings = new FindingLedger();
  private final Guard guard = new Guard(findings);
  private final HostClaims hosts;
  private final Backends backends;
  private final Frames frames;
  private final Secrets secrets;
  private final Publishes publishes;
  private final Pins pins;
  private final OwnObjects own;

  /**
   * @param domain the end of every generated host name
   */
  public IncrementalCompiler(
      GatewayTranslator translator, SecretSource secretSource, String domain) {
    hosts = new HostClaims(domain);
    backends = new Backends(translator, secretSource, findings);
    frames = new Frames(translator, secretSource, findings);
    secrets = new Secrets(secretSource, translator);
    PublishPlanner planner = new PublishPlanner(model, hosts, backends::has);
    pins = new Pins(translator);
    publishes = new Publishes(planner, translator, frames, backends, findings);
    own = new OwnObjects(findings, guard, frames);
  }

  /** Whether time alone has made something different, so that even no change is one. */
  public boolean isDue(Instant now) {
    return own.isDue(now);
  }

  /** Takes a change over, and the time. */
  public Compiled apply(DomainChange change, Instant now) {
    Touched touched = Touched.by(model.apply(change), model);
    touched
        .backends()
        .forEach(id -> guard.run(Backends.object(id), () -> backends.compile(id, model)));
    Set<String> concerned = new LinkedHashSet<>(touched.publishes());
    touched.clusters().forEach(id -> concerned.addAll(frames.compile(id, model)));
    for (String id : touched.claims()) {
      Publish publish = model.find(Publish.class, id).orElse(null);
      concerned.addAll(hosts.update(id, publish, model));
    }
    concerned.forEach(id -> guard.run(Publishes.object(id), () -> publishes.compile(id, model)));
    return compiled(
        touched.clusters(), own.compile(touched, concerned, model, now), agents(touched));
  }

  /** Takes the secrets as they are now, on which listeners, backends and their findings depend. */
  public Compiled refreshSecrets() {
    backends.refreshSecrets(model);
    frames.clusters().forEach(id -> frames.compile(id, model));
    return compiled(frames.clusters(), List.of(), Map.of());
  }

  private Map<String, Optional<Agent>> agents(Touched touched) {
    return touched.agents().stream()
        .collect(Collectors.toMap(Function.identity(), id -> model.find(Agent.class, id)));
  }

  /** What is different, when gateways of these clusters may be, and these objects are. */
  private Compiled compiled(
      Set<String> clusters, List<ServedObject> ownChanges, Map<String, Optional<Agent>> agents) {
    List<CompiledObject> objects = new ArrayList<>(backends.changes());
    objects.addAll(frames.changes());
    objects.addAll(publishes.changes());
    List<ServedObject> served = new ArrayList<>(pins.pass(objects));
    for (String id : clusters) {
      model.find(Cluster.class, id).ifPresent(cluster -> served.addAll(pins.update(cluster)));
    }
    if (!clusters.isEmpty() || backends.secretsChanged()) {
      Map<Secrets.Use, Set<String>> uses = new HashMap<>();
      frames.secrets(uses);
      backends.secrets(uses);
      pins.secrets(uses);
      served.addAll(secrets.compile(uses));
    }
    served.addAll(ownChanges);
    List<EntryChange> entries =
        objects.stream()
            .filter(object -> object.ir().isPresent() || object.served().gateways().isEmpty())
            .map(object ->
                new EntryChange(
                    object.served().cluster(), object.served().object(), object.entry()))
            .toList();
    return new Compiled(frames.clusterNames(), served, agents, entries, findings.change());
  }

  /** Everything that was found and still is. */
  public Collection<PlanFinding> findings() {
    return findings.all();
  }
}
