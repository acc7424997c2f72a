package dev.sluice.controller.resources;

import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.EnumMap;
import java.util.Map;

/** The checksums of a set of resources by type. */
final class ContentChecksums {
  private final Map<ResourceType, Long> byType = new EnumMap<>(ResourceType.class);
  private int resources;

  void add(EncodedResource resource, int sign) {
    byType.merge(resource.type(), sign * resource.checksum(), Long::sum);
    resources += sign;
  }

  boolean isEmpty() {
    return resources == 0;
  }

  long of(ResourceType type) {
    return byType.getOrDefault(type, 0L);
  }
}
