package dev.sluice.controller.resources.object;

import dev.sluice.common.ads.ResourceSetVersion;
import java.util.List;
import java.util.Set;

/**
 * What one object of the domain comes to on one cluster. Its resources go out together and, should
 * a node refuse one of them, back together.
 *
 * @param object table and id of the row, as {@code routes/0b0c…}
 * @param gateways on which it appears; on none, or without resources, it is gone
 * @param dependencies the objects without which it would lead nowhere
 */
public record ServedObject(
    String cluster,
    String object,
    Set<String> gateways,
    List<EncodedResource> resources,
    Set<String> dependencies) {
  public ServedObject {
    dependencies = Set.copyOf(dependencies);
    gateways = Set.copyOf(gateways);
    resources = List.copyOf(resources);
  }

  /** The same object, not there any more. */
  public ServedObject removed() {
    return new ServedObject(cluster, object, Set.of(), List.of(), Set.of());
  }

  /** What of it requests on their way may need when nothing leads to it any more. */
  public ServedObject drainablePart() {
    List<EncodedResource> some =
        resources.stream().filter(resource -> resource.type().outlivesRoutes()).toList();
    return new ServedObject(cluster, object, gateways, some, Set.of());
  }

  /** Whether it has resources, and requests on their way may need each of them. */
  public boolean isDrainable() {
    return !isRemoved()
        && resources.stream().allMatch(resource -> resource.type().outlivesRoutes());
  }

  public boolean isRemoved() {
    return gateways.isEmpty() || resources.isEmpty();
  }

  /** The same object on other gateways. */
  public ServedObject onGateways(Set<String> others) {
    return new ServedObject(cluster, object, others, resources, dependencies);
  }

  public boolean hasSameContent(ServedObject other) {
    return resources.size() == other.resources.size() && content().equals(other.content());
  }

  /** A text that is equal for equal resources, and for them only. */
  String content() {
    long sum = 0;
    for (EncodedResource resource : resources) {
      sum += resource.checksum();
    }
    return ResourceSetVersion.text(sum);
  }
}
