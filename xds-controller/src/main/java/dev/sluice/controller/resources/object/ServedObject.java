package dev.sluice.controller.resources.object;

import dev.sluice.common.ads.ResourceSetVersion;
import java.util.List;
import java.util.Set;

/**
 * An object of the domain on one cluster. If a node rejects one of its resources, all of them are
 * rolled back.
 *
 * @param object the table and id of the row, such as {@code routes/0b0c…}
 * @param gateways the gateways that serve the object; without gateways or resources it is removed
 * @param dependencies the names of the objects that it refers to
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

  /** Returns the object in removed state. */
  public ServedObject removed() {
    return new ServedObject(cluster, object, Set.of(), List.of(), Set.of());
  }

  /**
   * Returns the object with the resources that requests in flight may need after the removal of all
   * routes.
   */
  public ServedObject drainablePart() {
    List<EncodedResource> some =
        resources.stream().filter(resource -> resource.type().outlivesRoutes()).toList();
    return new ServedObject(cluster, object, gateways, some, Set.of());
  }

  /** Returns whether requests in flight may need all resources of the object. */
  public boolean isDrainable() {
    return !isRemoved()
        && resources.stream().allMatch(resource -> resource.type().outlivesRoutes());
  }

  public boolean isRemoved() {
    return gateways.isEmpty() || resources.isEmpty();
  }

  /** Returns the object on other gateways. */
  public ServedObject onGateways(Set<String> others) {
    return new ServedObject(cluster, object, others, resources, dependencies);
  }

  public boolean hasSameContent(ServedObject other) {
    return resources.size() == other.resources.size() && content().equals(other.content());
  }

  /** Returns a text that is equal only for equal resources. */
  String content() {
    long sum = 0;
    for (EncodedResource resource : resources) {
      sum += resource.checksum();
    }
    return ResourceSetVersion.text(sum);
  }
}
