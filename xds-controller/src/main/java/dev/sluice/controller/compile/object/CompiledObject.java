package dev.sluice.controller.compile.object;

import dev.sluice.controller.ir.ObjectIr;
import dev.sluice.controller.ir.RevisionEntry;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.ServedObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One object on one cluster as it is now.
 *
 * @param ir what its resources are made of; empty when it is gone, or is no part of revisions
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

  /** What a revision says of it; empty when it is gone. */
  public Optional<RevisionEntry> entry() {
    return ir.filter(some -> !served.gateways().isEmpty())
        .map(some -> new RevisionEntry(served.object(), served.gateways(), some));
  }
}
