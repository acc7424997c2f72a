package dev.sluice.controller.resources;

import dev.sluice.common.ads.SetVersion;
import java.util.List;
import java.util.Set;

/**
 * What one object of the domain comes to on one cluster. Its resources go out together and, should
 * a node refuse one of them, back together.
 *
 * @param object table and id of the row, as {@code routes/0b0c…}
 * @param gateways on which it appears; on none, or without resources, it is gone
 * @param needs the objects without which it would lead nowhere
 */
public record ServedObject(
    String cluster,
    String object,
    Set<String> gateways,
    List<EncodedResource> resources,
    Set<String> needs) {
  public ServedObject {
    needs = Set.copyOf(needs);
    gateways = Set.copyOf(gateways);
    resources = List.copyOf(resources);
  }

  /** The same object, not there any more. */
  ServedObject gone() {
    return new ServedObject(cluster, object, Set.of(), List.of(), Set.of());
  }

  /** What of it requests on their way may need when nothing leads to it any more. */
  ServedObject leftover() {
    List<EncodedResource> some =
        resources.stream().filter(resource -> resource.type().outlivesRoutes()).toList();
    return new ServedObject(cluster, object, gateways, some, Set.of());
  }

  /** Whether it has resources, and requests on their way may need each of them. */
  boolean isLeftover() {
    return !isGone() && resources.stream().allMatch(resource -> resource.type().outlivesRoutes());
  }

  boolean isGone() {
    return gateways.isEmpty() || resources.isEmpty();
  }

  /** The same object on other gateways. */
  ServedObject at(Set<String> others) {
    return new ServedObject(cluster, object, others, resources, needs);
  }

  boolean hasSameContent(ServedObject other) {
    return resources.size() == other.resources.size() && content().equals(other.content());
  }

  /** A text that is equal for equal resources, and for them only. */
  String content() {
    long sum = 0;
    for (EncodedResource resource : resources) {
      sum += resource.mark();
    }
    return SetVersion.text(sum);
  }
}
