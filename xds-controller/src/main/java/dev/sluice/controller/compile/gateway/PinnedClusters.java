package dev.sluice.controller.compile.gateway;

import dev.sluice.controller.compile.object.CompiledObject;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.PinnedRevision;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.resource.XdsResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that are pinned to a revision, with the objects that their rows define for the time
 * after.
 */
public final class PinnedClusters {
  private final GatewayTranslator translator;
  private final Map<String, Map<String, ServedObject>> desired = new HashMap<>();
  private final Map<String, PinnedCluster> pins = new HashMap<>();

  private record PinnedCluster(
      long revision,
      Map<String, ServedObject> objects,
      Collection<FrameIr> frames,
      Map<CompiledSecrets.CertificateUse, Set<String>> backendSecrets) {}

  public PinnedClusters(GatewayTranslator translator) {
    this.translator = translator;
  }

  /** Returns whether an object is part of revisions. */
  private static boolean isInRevisions(ServedObject object) {
    return object.object().indexOf('/') > 0;
  }

  /**
   * Returns the objects to serve: on a pinned cluster only those that are not part of revisions.
   */
  public List<ServedObject> filterServed(List<CompiledObject> objects) {
    List<ServedObject> passed = new ArrayList<>();
    for (CompiledObject compiled : objects) {
      ServedObject object = compiled.served();
      if (!isInRevisions(object)) {
        passed.add(object);
        continue;
      }
      Map<String, ServedObject> of =
          desired.computeIfAbsent(object.cluster(), cluster -> new HashMap<>());
      if (object.gateways().isEmpty()) {
        of.remove(object.object());
      } else {
        of.put(object.object(), object);
      }
      if (!pins.containsKey(object.cluster())) {
        passed.add(object);
      }
    }
    return passed;
  }

  /** Applies the pin of a cluster and returns the objects that replace the served ones. */
  public List<ServedObject> update(Cluster cluster) {
    PinnedCluster before = pins.get(cluster.name());
    PinnedRevision revision = cluster.pinned().orElse(null);
    if (revision == null ? before == null : before != null && before.revision() == revision.id()) {
      return List.of();
    }
    Map<String, ServedObject> rows = desired.getOrDefault(cluster.name(), Map.of());
    if (revision == null) {
      pins.remove(cluster.name());
    } else {
      pins.put(cluster.name(), pin(cluster.name(), revision));
    }
    Map<String, ServedObject> last = before == null ? rows : before.objects();
    PinnedCluster after = pins.get(cluster.name());
    return difference(last, after == null ? rows : after.objects());
  }

  /** Adds the certificates in use, because a revision contains only their names. */
  public void collectCertificateUses(Map<CompiledSecrets.CertificateUse, Set<String>> uses) {
    pins.forEach((cluster, pin) -> {
      pin.frames().forEach(frame -> CompiledSecrets.addUses(cluster, frame, uses));
      pin.backendSecrets()
          .forEach(
              (use, gateways) -> uses.computeIfAbsent(use, u -> new HashSet<>()).addAll(gateways));
    });
  }

  private static List<ServedObject> difference(
      Map<String, ServedObject> last, Map<String, ServedObject> next) {
    List<ServedObject> different = new ArrayList<>(next.values());
    Set<String> gone = new HashSet<>(last.keySet());
    gone.removeAll(next.keySet());
    gone.forEach(object ->
        Optional.ofNullable(last.get(object))
            .map(old -> CompiledObject.gone(old.cluster(), object).served())
            .ifPresent(different::add));
    return different;
  }

  private PinnedCluster pin(String cluster, PinnedRevision revision) {
    Map<String, FrameIr> frames = new HashMap<>();
    for (RevisionEntry entry : revision.entries()) {
      if (entry.ir() instanceof FrameIr frame) {
        frames.put(frame.gateway(), frame);
      }
    }
    Map<String, ServedObject> objects = new HashMap<>();
    Map<CompiledSecrets.CertificateUse, Set<String>> secrets = new HashMap<>();
    for (RevisionEntry entry : revision.entries()) {
      if (entry.ir() instanceof BackendIr backend) {
        entry
            .gateways()
            .forEach(gateway -> CompiledSecrets.addUses(cluster, backend, gateway, secrets));
      }
      objects.put(entry.object(), served(cluster, entry, frames));
    }
    return new PinnedCluster(revision.id(), objects, frames.values(), secrets);
  }

  private ServedObject served(String cluster, RevisionEntry entry, Map<String, FrameIr> frames) {
    List<XdsResource> resources =
        switch (entry.ir()) {
          case FrameIr frame -> translator.frame(frame);
          case BackendIr backend -> translator.backend(backend);
          case PublishIr publish ->
              entry.gateways().stream()
                  .map(frames::get)
                  .flatMap(frame -> published(frame, publish).stream())
                  .toList();
        };
    Set<String> needs =
        switch (entry.ir()) {
          case FrameIr frame -> CompiledGateways.objectsNeededBy(frame);
          case BackendIr backend -> CompiledSecrets.objectsNeededBy(backend);
          case PublishIr publish -> CompiledBackends.objects(GatewayPlanner.backends(publish));
        };
    List<EncodedResource> encoded = resources.stream().map(EncodedResource::of).toList();
    return new ServedObject(cluster, entry.object(), entry.gateways(), encoded, needs);
  }

  private List<XdsResource> published(@Nullable FrameIr frame, PublishIr publish) {
    return frame == null ? List.of() : translator.publish(frame, publish);
  }
}
