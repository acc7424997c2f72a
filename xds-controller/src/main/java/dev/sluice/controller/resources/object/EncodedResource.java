package dev.sluice.controller.resources.object;

import com.google.protobuf.ByteString;
import dev.sluice.common.Sha256;
import dev.sluice.common.ads.ResourceSetVersion;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.ResourceType;
import dev.sluice.controller.xds.resource.XdsResource;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.HexFormat;

/**
 * A resource encoded once for all streams. Its version is the first bytes of the SHA-256 of its
 * content.
 *
 * @param checksum a hash of type, name and version, summed over a set of resources
 */
public record EncodedResource(ResourceType type, long checksum, Resource message) {
  private static final int VERSION_BYTES = 8;

  /** Encodes a translated resource. */
  public static EncodedResource of(XdsResource resource) {
    return of(resource.type(), resource.name(), DeterministicEncoding.bytes(resource.message()));
  }

  /** Wraps the content of a resource that is already encoded. */
  public static EncodedResource of(ResourceType type, String name, ByteString content) {
    byte[] hash = Sha256.of(content.asReadOnlyByteBuffer());
    String version = HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
    Resource.Builder message = Resource.newBuilder().setName(name).setVersion(version);
    message.getResourceBuilder().setTypeUrl(type.url()).setValue(content);
    long mark = ResourceSetVersion.resourceHash(type.url(), name, version);
    return new EncodedResource(type, mark, message.build());
  }

  public String name() {
    return message.getName();
  }

  public String version() {
    return message.getVersion();
  }

  /** Returns the size of the resource in a response. */
  public int responseBytes() {
    return message.getSerializedSize();
  }

  /** Returns a text without the message, which may be a private key. */
  @Override
  public String toString() {
    return type.shortName() + " " + name() + "@" + version();
  }

  public boolean isSameAs(EncodedResource other) {
    return type == other.type && checksum == other.checksum && name().equals(other.name());
  }
}
