package dev.sluice.common.ads;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.Resource;

/** An applied resource as it was received, with its contribution to the version of its set. */
record HeldResource(String name, String version, ByteString content, long versionHash) {
  private static final int OVERHEAD = 16;

  static HeldResource of(String typeUrl, Resource resource) {
    return new HeldResource(
        resource.getName(),
        resource.getVersion(),
        resource.getResource().getValue(),
        ResourceSetVersion.resourceHash(typeUrl, resource.getName(), resource.getVersion()));
  }

  /** Returns the resource for the file on disk, which implies the type. */
  Resource resource() {
    return Resource.newBuilder()
        .setName(name)
        .setVersion(version)
        .setResource(Any.newBuilder().setValue(content))
        .build();
  }

  /** Returns the approximate size on disk. */
  long bytes() {
    return (long) name.length() + version.length() + content.size() + OVERHEAD;
  }
}
