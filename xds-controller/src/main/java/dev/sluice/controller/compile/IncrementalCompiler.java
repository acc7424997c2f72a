package dev.sluice.controller.compile;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles what a change reaches, and nothing else; whatever the order of changes, what comes of
 * them is what compiling everything at once would give. Confined to one thread.
 */
public final class IncrementalCompiler {
  private static final Logger log = LoggerFactory.getLogger(IncrementalCompiler.class);

  private final DomainModel model = new DomainModel();
  private final FindingLedger findings = new FindingLedger();
  private final HostClaims hosts;
  private final Backends backends;
  private final Frames frames;
  private final Secrets secrets;
  private final Publishes publishes;
  private final Pins pins;

  /**
   * @param domain the end of every generated host name
   */
  public IncrementalCompiler(
      GatewayTranslator translator, SecretSource secretSource, String domain) {
    hosts = new HostClaims(domain);
    backends = new Backends(translator, findings);
    frames = new Frames(translator, secretSource, findings);
    secrets = new Secrets(secretSource, translator);
    PublishPlanner planner = new PublishPlanner(model, hosts, backends::has);
    pins = new Pins(translator);
    publishes = new Publishes(planner, translator, frames, backends, findings);
  }

  /** Takes a change over. */
  public Compiled apply(DomainChange change) {
    Touched touched = Touched.by(model.apply(change), model);
    touched.backends().forEach(id -> guard(Backends.object(id), () -> backends.compile(id, model)));
    Set<String> concerned = new LinkedHashSet<>(touched.publishes());
    touched.clusters().forEach(id -> concerned.addAll(frames.compile(id, model)));
    for (String id : touched.claims()) {
      Publish publish = model.find(Publish.class, id).orElse(null);
      concerned.addAll(hosts.update(id, publish, model));
    }
    concerned.forEach(id -> guard(Publishes.object(id), () -> publishes.compile(id, model)));
    return compiled(touched.clusters());
  }

  /** Takes the secrets as they are now, on which only listeners and their findings depend. */
  public Compiled refreshSecrets() {
    frames.clusters().forEach(id -> frames.compile(id, model));
    return compiled(frames.clusters());
  }

  /** What is different, when gateways of these clusters may be. */
  private Compiled compiled(Set<String> clusters) {
    List<CompiledObject> objects = new ArrayList<>(backends.changes());
    objects.addAll(frames.changes());
    objects.addAll(publishes.changes());
    List<ServedObject> served = new ArrayList<>(pins.pass(objects));
    for (String id : clusters) {
      model.find(Cluster.class, id).ifPresent(cluster -> served.addAll(pins.update(cluster)));
    }
    if (!clusters.isEmpty()) {
      Map<Secrets.Use, Set<String>> uses = new HashMap<>();
      frames.secrets(uses);
      pins.secrets(uses);
      served.addAll(secrets.compile(uses));
    }
    List<EntryChange> entries =
        objects.stream()
            .filter(object -> object.ir().isPresent() || object.served().gateways().isEmpty())
            .map(object ->
                new EntryChange(
                    object.served().cluster(), object.served().object(), object.entry()))
            .toList();
    return new Compiled(frames.clusterNames(), served, entries, findings.change());
  }

  /** Everything that was found and still is. */
  public Collection<PlanFinding> findings() {
    return findings.all();
  }

  /** A defect that one object brings to light leaves that one as it was, and no other. */
  private void guard(String object, Runnable compile) {
    String source = object + " compiled";
    try {
      compile.run();
      findings.replace(source, List.of());
    } catch (RuntimeException e) {
      log.error("{} cannot be compiled and stays as it was", object, e);
      String reason = "cannot be compiled: " + e.getMessage();
      findings.replace(source, List.of(new PlanFinding(object, "", reason)));
    }
  }
}
