package dev.sluice.controller.compile.gateway;

import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.ClusterGateway;
import dev.sluice.controller.compile.object.CompiledObject;
import dev.sluice.controller.compile.object.ObjectEncoder;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.plan.FramePlanner;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.policy.PolicyReader;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.xds.GatewayTranslator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The compiled gateways of each cluster, and the clusters of the policy servers. */
public final class CompiledGateways {
  private static final String POLICY_SERVERS = "policy-servers";

  private final GatewayTranslator translator;
  private final PolicyReader policies;
  private final SecretSource secretSource;
  private final CompiledBackends backends;
  private final ActiveFindings findings;
  private final List<EncodedResource> policyServers;
  private final Map<String, ClusterGateways> clusterGateways = new HashMap<>();
  private final List<CompiledObject> changes = new ArrayList<>();

  /** A cluster with its gateways by id. */
  private record ClusterGateways(String name, Map<String, CompiledGateway> gateways) {}

  private record CompiledGateway(FrameIr ir, List<EncodedResource> resources) {}

  /** A gateway on its cluster. */
  record LocatedGateway(ClusterGateway location, FrameIr frame) {}

  public CompiledGateways(
      GatewayTranslator translator,
      PolicyReader policies,
      SecretSource secretSource,
      CompiledBackends backends,
      ActiveFindings findings) {
    this.translator = translator;
    this.policies = policies;
    this.secretSource = secretSource;
    this.backends = backends;
    this.findings = findings;
    this.policyServers =
        translator.policyServerClusters().stream().map(EncodedResource::of).toList();
  }

  /**
   * Compiles the gateways of a cluster.
   *
   * @return the ids of the publishes whose gateway changed
   */
  public Set<String> compile(String id, DomainModel model) {
    Optional<Cluster> cluster = model.find(Cluster.class, id);
    PlanningResult<Map<String, FrameIr>> planned =
        FramePlanner.plan(model, policies, id, backends::isCompiled, secretSource::problems);
    findings.replace("clusters/" + id, planned.findings());
    ClusterGateways before = clusterGateways.getOrDefault(id, new ClusterGateways("", Map.of()));
    ClusterGateways after =
        cluster
            .map(present -> cluster(present, planned.ir().orElse(Map.of()), before))
            .orElseGet(() -> new ClusterGateways("", Map.of()));
    if (cluster.isPresent()) {
      clusterGateways.put(id, after);
    } else {
      clusterGateways.remove(id);
    }
    return changed(id, before, after, model);
  }

  private ClusterGateways cluster(
      Cluster cluster, Map<String, FrameIr> frames, ClusterGateways before) {
    Map<String, CompiledGateway> gateways = new LinkedHashMap<>();
    frames.forEach((gateway, frame) -> {
      CompiledGateway last = before.gateways().get(gateway);
      gateways.put(
          gateway, last != null && last.ir().equals(frame) ? last : encode(gateway, frame, last));
    });
    return new ClusterGateways(cluster.name(), gateways);
  }

  private CompiledGateway encode(String gateway, FrameIr frame, @Nullable CompiledGateway last) {
    ObjectEncoder.EncodedObject encoded =
        ObjectEncoder.encode(
            object(gateway),
            last == null ? List.of() : last.resources(),
            () -> translator.frame(frame));
    findings.replace(object(gateway) + " encoded", encoded.findings());
    return new CompiledGateway(frame, encoded.resources());
  }

  private Set<String> changed(
      String id, ClusterGateways before, ClusterGateways after, DomainModel model) {
    boolean renamed = !before.name().equals(after.name());
    Set<String> gateways = new LinkedHashSet<>(before.gateways().keySet());
    gateways.addAll(after.gateways().keySet());
    gateways.removeIf(gateway ->
        !renamed && Objects.equals(before.gateways().get(gateway), after.gateways().get(gateway)));
    for (String gateway : gateways) {
      CompiledGateway old = before.gateways().get(gateway);
      CompiledGateway now = after.gateways().get(gateway);
      if (old != null && (now == null || renamed)) {
        changes.add(CompiledObject.gone(before.name(), object(gateway)));
      }
      if (now != null) {
        changes.add(
            CompiledObject.of(
                after.name(),
                object(gateway),
                Set.of(now.ir().gateway()),
                now.resources(),
                objectsNeededBy(now.ir()),
                now.ir()));
      }
      countBackends(before.name(), old, after.name(), now);
    }
    if (!gateways.isEmpty() || renamed) {
      policyServers(before, renamed ? Set.of() : names(after));
      policyServers(after, names(after));
    }
    return gateways.stream()
        .flatMap(model::publishesOfGateway)
        .filter(publish -> publish.cluster().equals(id))
        .map(Publish::id)
        .collect(Collectors.toSet());
  }

  /** Counts the uses of backends by listeners without requests. */
  private void countBackends(
      String oldCluster,
      @Nullable CompiledGateway old,
      String cluster,
      @Nullable CompiledGateway now) {
    if (now != null) {
      ClusterGateway location = new ClusterGateway(cluster, now.ir().gateway());
      now.ir().backends().forEach(backend -> backends.addUse(backend, location));
    }
    if (old != null) {
      ClusterGateway location = new ClusterGateway(oldCluster, old.ir().gateway());
      old.ir().backends().forEach(backend -> backends.removeUse(backend, location));
    }
  }

  /** Returns the objects of the certificates and backends of a gateway's listeners. */
  static Set<String> objectsNeededBy(FrameIr frame) {
    Set<String> objects = new HashSet<>(CompiledSecrets.objectsNeededBy(frame));
    objects.addAll(CompiledBackends.objects(frame.backends()));
    return objects;
  }

  private void policyServers(ClusterGateways cluster, Set<String> gateways) {
    if (!cluster.name().isEmpty()) {
      changes.add(
          new CompiledObject(
              new ServedObject(cluster.name(), POLICY_SERVERS, gateways, policyServers, Set.of()),
              Optional.empty()));
    }
  }

  private static Set<String> names(ClusterGateways cluster) {
    Set<String> names = new HashSet<>();
    cluster.gateways().values().forEach(gateway -> names.add(gateway.ir().gateway()));
    return names;
  }

  /** Returns the name of the object of a gateway. */
  static String object(String gateway) {
    return "gateways/" + gateway;
  }

  /** Adds the certificates in use. */
  public void collectCertificateUses(Map<CompiledSecrets.CertificateUse, Set<String>> uses) {
    for (ClusterGateways cluster : clusterGateways.values()) {
      cluster
          .gateways()
          .values()
          .forEach(gateway -> CompiledSecrets.addUses(cluster.name(), gateway.ir(), uses));
    }
  }

  /** Returns the ids of all clusters. */
  public Set<String> clusters() {
    return Set.copyOf(clusterGateways.keySet());
  }

  /** Returns the gateway of a publish, if it could be planned. */
  Optional<LocatedGateway> locate(Publish publish) {
    return Optional.ofNullable(clusterGateways.get(publish.cluster()))
        .flatMap(cluster ->
            Optional.ofNullable(cluster.gateways().get(publish.gateway()))
                .map(gateway ->
                    new LocatedGateway(
                        new ClusterGateway(cluster.name(), gateway.ir().gateway()), gateway.ir())));
  }

  /** Returns the names of all gateways by cluster. */
  public Map<String, Set<String>> gatewayNames() {
    Map<String, Set<String>> gateways = new HashMap<>();
    clusterGateways.values().stream()
        .filter(cluster -> !cluster.gateways().isEmpty())
        .forEach(cluster ->
            gateways.computeIfAbsent(cluster.name(), c -> new HashSet<>()).addAll(names(cluster)));
    return gateways;
  }

  /** Returns the names of the gateways of one cluster by the name of the cluster. */
  public Map<String, Set<String>> gatewayNames(String id) {
    return Optional.ofNullable(clusterGateways.get(id))
        .filter(cluster -> !cluster.gateways().isEmpty())
        .map(cluster -> Map.of(cluster.name(), names(cluster)))
        .orElse(Map.of());
  }

  /** Returns the names of all clusters. */
  public Set<String> clusterNames() {
    return clusterGateways.values().stream().map(ClusterGateways::name).collect(Collectors.toSet());
  }

  /** Returns the objects that changed since the last call. */
  public List<CompiledObject> takeChanges() {
    List<CompiledObject> all = List.copyOf(changes);
    changes.clear();
    return all;
  }
}
