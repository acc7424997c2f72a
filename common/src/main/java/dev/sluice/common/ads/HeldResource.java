package dev.sluice.common.ads;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.Resource;

/** One resource that is in force, as it came, and what it adds to the version of its set. */
record HeldResource(String name, String version, ByteString content, long versionHash) {
  private static final int OVERHEAD = 16;

  static HeldResource of(String typeUrl, Resource resource) {
    return new HeldResource(
        resource.getName(),
        resource.getVersion(),
        resource.getResource().getValue(),
        ResourceSetVersion.resourceHash(typeUrl, resource.getName(), resource.getVersion()));
  }

  /** As it is written to disk: its type is that of the file. */
  Resource resource() {
    return Resource.newBuilder()
        .setName(name)
        .setVersion(version)
        .setResource(Any.newBuilder().setValue(content))
        .build();
  }

  /** About what it takes on disk. */
  long bytes() {
    return (long) name.length() + version.length() + content.size() + OVERHEAD;
  }
}
