package dev.sluice.controller.compile.gateway;

import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.ClusterGateway;
import dev.sluice.controller.compile.object.CompiledObject;
import dev.sluice.controller.compile.object.ObjectEncoder;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.plan.BackendPlanner;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.GatewayTranslator;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The compiled backends, with the gateways whose publishes use them. */
public final class CompiledBackends {
  private final GatewayTranslator translator;
  private final BackendPlanner planner;
  private final ActiveFindings findings;
  private final Map<String, CompiledBackend> compiledBackends = new HashMap<>();
  private final Map<String, Map<ClusterGateway, Integer>> uses = new HashMap<>();
  private final Map<String, Set<String>> clusters = new HashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> idsWithSecret = new LinkedHashSet<>();
  private boolean secretsChanged;

  private record CompiledBackend(BackendIr ir, List<EncodedResource> resources) {}

  public CompiledBackends(
      GatewayTranslator translator, BackendPlanner planner, ActiveFindings findings) {
    this.translator = translator;
    this.planner = planner;
    this.findings = findings;
  }

  /** Returns the name of the object of a backend. */
  public static String object(String id) {
    return "backends/" + id;
  }

  /** Returns the names of the objects of backends. */
  static Set<String> objects(Collection<String> ids) {
    return ids.stream().map(CompiledBackends::object).collect(Collectors.toSet());
  }

  public void compile(String id, DomainModel model) {
    Optional<PlanningResult<BackendIr>> planned = model.find(Backend.class, id).map(planner::plan);
    Optional<BackendIr> next = planned.flatMap(PlanningResult::ir);
    CompiledBackend before = compiledBackends.get(id);
    findings.replace(object(id), planned.map(PlanningResult::findings).orElse(List.of()));
    if (before == null ? next.isEmpty() : next.filter(before.ir()::equals).isPresent()) {
      return;
    }
    markChanged(id, next);
    if (next.isEmpty()) {
      compiledBackends.remove(id);
      findings.replace(object(id) + " encoded", List.of());
      return;
    }
    List<EncodedResource> last = before == null ? List.of() : before.resources();
    ObjectEncoder.EncodedObject encoded =
        ObjectEncoder.encode(object(id), last, () -> translator.backend(next.get()));
    findings.replace(object(id) + " encoded", encoded.findings());
    compiledBackends.put(id, new CompiledBackend(next.get(), encoded.resources()));
  }

  private void markChanged(String id, Optional<BackendIr> next) {
    markChanged(id);
    if (next.filter(backend -> !backend.secretReferences().isEmpty()).isPresent()) {
      idsWithSecret.add(id);
    } else {
      idsWithSecret.remove(id);
    }
    markChanged(id);
  }

  private void markChanged(String id) {
    changed.add(id);
    secretsChanged |= idsWithSecret.contains(id);
  }

  /** Checks the current secrets, which affects only findings. */
  public void refreshSecrets(DomainModel model) {
    List.copyOf(idsWithSecret).forEach(id -> compile(id, model));
  }

  /** Returns whether the certificates in use may have changed since the last call. */
  public boolean takeSecretsChanged() {
    boolean result = secretsChanged;
    secretsChanged = false;
    return result;
  }

  /** Adds the certificates in use. */
  public void collectCertificateUses(Map<CompiledSecrets.CertificateUse, Set<String>> all) {
    for (String id : idsWithSecret) {
      CompiledBackend compiled = compiledBackends.get(id);
      if (compiled != null) {
        uses.getOrDefault(id, Map.of())
            .keySet()
            .forEach(location ->
                CompiledSecrets.addUses(
                    location.cluster(), compiled.ir(), location.gateway(), all));
      }
    }
  }

  /** Returns whether routes may refer to a backend. */
  public boolean isCompiled(Backend backend) {
    CompiledBackend compiled = compiledBackends.get(backend.id());
    return compiled != null && !compiled.resources().isEmpty();
  }

  /** Adds a publish on a gateway that uses a backend. */
  void addUse(String id, ClusterGateway location) {
    if (uses.computeIfAbsent(id, backend -> new HashMap<>()).merge(location, 1, Integer::sum)
        == 1) {
      markChanged(id);
    }
  }

  /** Removes a publish on a gateway that uses a backend. */
  void removeUse(String id, ClusterGateway location) {
    Map<ClusterGateway, Integer> locations = uses.getOrDefault(id, Map.of());
    if (locations.computeIfPresent(location, (s, count) -> count == 1 ? null : count - 1) == null) {
      markChanged(id);
    }
    if (locations.isEmpty()) {
      uses.remove(id);
    }
  }

  /** Returns the objects that changed since the last call. */
  public List<CompiledObject> takeChanges() {
    List<CompiledObject> objects = changed.stream().flatMap(this::objects).toList();
    changed.clear();
    return objects;
  }

  private Stream<CompiledObject> objects(String id) {
    Map<String, Set<String>> gateways = new HashMap<>();
    uses.getOrDefault(id, Map.of())
        .keySet()
        .forEach(location ->
            gateways
                .computeIfAbsent(location.cluster(), c -> new HashSet<>())
                .add(location.gateway()));
    Set<String> concerned = new LinkedHashSet<>(gateways.keySet());
    concerned.addAll(clusters.getOrDefault(id, Set.of()));
    if (gateways.isEmpty()) {
      clusters.remove(id);
    } else {
      clusters.put(id, Set.copyOf(gateways.keySet()));
    }
    CompiledBackend compiled = compiledBackends.get(id);
    return concerned.stream()
        .map(cluster ->
            compiled == null || !gateways.containsKey(cluster)
                ? CompiledObject.gone(cluster, object(id))
                : CompiledObject.of(
                    cluster,
                    object(id),
                    gateways.getOrDefault(cluster, Set.of()),
                    compiled.resources(),
                    CompiledSecrets.objectsNeededBy(compiled.ir()),
                    compiled.ir()));
  }
}
