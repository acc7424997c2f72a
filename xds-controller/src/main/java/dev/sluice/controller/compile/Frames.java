package dev.sluice.controller.compile;

import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.plan.FramePlanner;
import dev.sluice.controller.plan.Planned;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.resources.ServedObject;
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

/** The compiled gateways of each cluster, and the policy servers that all of them ask. */
final class Frames {
  private static final String POLICY_SERVERS = "policy-servers";

  private final GatewayTranslator translator;
  private final SecretSource secrets;
  private final FindingLedger findings;
  private final List<EncodedResource> policyServers;
  private final Map<String, Stand> stands = new HashMap<>();
  private final List<CompiledObject> changes = new ArrayList<>();

  /** A cluster by name, with its gateways by id. */
  private record Stand(String name, Map<String, Form> forms) {}

  private record Form(FrameIr ir, List<EncodedResource> resources) {}

  /** A gateway where it stands. */
  record Place(Site site, FrameIr frame) {}

  Frames(GatewayTranslator translator, SecretSource secrets, FindingLedger findings) {
    this.translator = translator;
    this.secrets = secrets;
    this.findings = findings;
    this.policyServers = translator.policyServers().stream().map(EncodedResource::of).toList();
  }

  /** Compiles the gateways of a cluster, and says which publishes see another gateway now. */
  Set<String> compile(String id, DomainModel model) {
    Optional<Cluster> cluster = model.find(Cluster.class, id);
    Planned<Map<String, FrameIr>> planned = FramePlanner.plan(model, id, secrets::problems);
    findings.replace("clusters/" + id, planned.findings());
    Stand before = stands.getOrDefault(id, new Stand("", Map.of()));
    Stand after =
        cluster
            .map(known -> stand(known, planned.ir().orElse(Map.of()), before))
            .orElseGet(() -> new Stand("", Map.of()));
    if (cluster.isPresent()) {
      stands.put(id, after);
    } else {
      stands.remove(id);
    }
    return changed(id, before, after, model);
  }

  private Stand stand(Cluster cluster, Map<String, FrameIr> frames, Stand before) {
    Map<String, Form> forms = new LinkedHashMap<>();
    frames.forEach((gateway, frame) -> {
      Form last = before.forms().get(gateway);
      forms.put(
          gateway, last != null && last.ir().equals(frame) ? last : form(gateway, frame, last));
    });
    return new Stand(cluster.name(), forms);
  }

  private Form form(String gateway, FrameIr frame, @Nullable Form last) {
    Encoder.Encoded encoded =
        Encoder.encode(
            object(gateway),
            last == null ? List.of() : last.resources(),
            () -> translator.frame(frame));
    findings.replace(object(gateway) + " encoded", encoded.findings());
    return new Form(frame, encoded.resources());
  }

  private Set<String> changed(String id, Stand before, Stand after, DomainModel model) {
    boolean renamed = !before.name().equals(after.name());
    Set<String> gateways = new LinkedHashSet<>(before.forms().keySet());
    gateways.addAll(after.forms().keySet());
    gateways.removeIf(gateway ->
        !renamed && Objects.equals(before.forms().get(gateway), after.forms().get(gateway)));
    for (String gateway : gateways) {
      Form old = before.forms().get(gateway);
      Form now = after.forms().get(gateway);
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
                Secrets.neededBy(now.ir()),
                now.ir()));
      }
    }
    if (!gateways.isEmpty() || renamed) {
      policyServers(before, renamed ? Set.of() : names(after));
      policyServers(after, names(after));
    }
    return gateways.stream()
        .flatMap(model::publishesAt)
        .filter(publish -> publish.cluster().equals(id))
        .map(Publish::id)
        .collect(Collectors.toSet());
  }

  private void policyServers(Stand stand, Set<String> gateways) {
    if (!stand.name().isEmpty()) {
      changes.add(
          new CompiledObject(
              new ServedObject(stand.name(), POLICY_SERVERS, gateways, policyServers, Set.of()),
              Optional.empty()));
    }
  }

  private static Set<String> names(Stand stand) {
    Set<String> names = new HashSet<>();
    stand.forms().values().forEach(form -> names.add(form.ir().gateway()));
    return names;
  }

  /** The object that a gateway is. */
  static String object(String gateway) {
    return "gateways/" + gateway;
  }

  /** Which certificates are needed where. */
  void secrets(Map<Secrets.Use, Set<String>> uses) {
    for (Stand stand : stands.values()) {
      stand.forms().values().forEach(form -> Secrets.use(stand.name(), form.ir(), uses));
    }
  }

  /** The ids of all clusters. */
  Set<String> clusters() {
    return Set.copyOf(stands.keySet());
  }

  /** Where a publish goes, if its gateway could be had there. */
  Optional<Place> of(Publish publish) {
    return Optional.ofNullable(stands.get(publish.cluster()))
        .flatMap(stand ->
            Optional.ofNullable(stand.forms().get(publish.gateway()))
                .map(form -> new Place(new Site(stand.name(), form.ir().gateway()), form.ir())));
  }

  /** The names of all gateways, by cluster. */
  Map<String, Set<String>> gateways() {
    Map<String, Set<String>> gateways = new HashMap<>();
    stands.values().stream()
        .filter(stand -> !stand.forms().isEmpty())
        .forEach(stand ->
            gateways.computeIfAbsent(stand.name(), c -> new HashSet<>()).addAll(names(stand)));
    return gateways;
  }

  /** The names of all clusters. */
  Set<String> clusterNames() {
    return stands.values().stream().map(Stand::name).collect(Collectors.toSet());
  }

  /** What is different since the last time. */
  List<CompiledObject> changes() {
    List<CompiledObject> all = List.copyOf(changes);
    changes.clear();
    return all;
  }
}
