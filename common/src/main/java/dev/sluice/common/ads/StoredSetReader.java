package dev.sluice.common.ads;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A reader of a set on disk, batch by batch. It ignores a batch without its last frame. */
final class StoredSetReader {
  private final String typeUrl;
  private final Map<String, HeldResource> resources = new HashMap<>();
  private final List<DeltaDiscoveryResponse> batch = new ArrayList<>();
  private long sum;
  private boolean hasBatch;

  StoredSetReader(String typeUrl) {
    this.typeUrl = typeUrl;
  }

  void addFrame(byte[] bytes) throws IOException {
    DeltaDiscoveryResponse frame = DeltaDiscoveryResponse.parseFrom(bytes);
    batch.add(frame);
    if (!frame.getSystemVersionInfo().isEmpty()) {
      batch.forEach(this::apply);
      batch.clear();
      hasBatch = true;
      if (!ResourceSetVersion.text(sum).equals(frame.getSystemVersionInfo())) {
        throw new InvalidProtocolBufferException("its content does not match its version");
      }
    }
  }

  /** Returns whether at least one batch was complete. */
  boolean hasBatch() {
    return hasBatch;
  }

  Collection<HeldResource> resources() {
    return resources.values();
  }

  private void apply(DeltaDiscoveryResponse frame) {
    for (Resource resource : frame.getResourcesList()) {
      HeldResource next = HeldResource.of(typeUrl, resource);
      HeldResource before = resources.put(next.name(), next);
      sum += next.versionHash() - (before == null ? 0 : before.versionHash());
    }
    for (String name : frame.getRemovedResourcesList()) {
      HeldResource before = resources.remove(name);
      sum -= before == null ? 0 : before.versionHash();
    }
  }
}
