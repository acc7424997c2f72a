package dev.sluice.controller.compile.object;

import dev.sluice.controller.ir.ObjectIr;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A compiled object on one cluster.
 *
 * @param ir empty if the object is removed or is not part of revisions
 */
public record CompiledObject(ServedObject served, Optional<ObjectIr> ir) {
  public static CompiledObject of(
      String cluster,
      String object,
      Set<String> gateways,
      List<EncodedResource> resources,
      Set<String> needs,
      ObjectIr ir) {
    return new CompiledObject(
        new ServedObject(cluster, object, gateways, resources, needs), Optional.of(ir));
  }

  public static CompiledObject gone(String cluster, String object) {
    return new CompiledObject(
        new ServedObject(cluster, object, Set.of(), List.of(), Set.of()), Optional.empty());
  }

  /** Returns the revision entry of the object; empty if it is removed. */
  public Optional<RevisionEntry> entry() {
    return ir.filter(some -> !served.gateways().isEmpty())
        .map(some -> new RevisionEntry(served.object(), served.gateways(), some));
  }
}
