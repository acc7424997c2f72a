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

/**
 * A set that is being read from disk, batch by batch; a batch without its last frame is nothing.
 */
final class StoredSet {
  private final String typeUrl;
  private final Map<String, Held> resources = new HashMap<>();
  private final List<DeltaDiscoveryResponse> batch = new ArrayList<>();
  private long sum;
  private boolean begun;

  StoredSet(String typeUrl) {
    this.typeUrl = typeUrl;
  }

  void frame(byte[] bytes) throws IOException {
    DeltaDiscoveryResponse frame = DeltaDiscoveryResponse.parseFrom(bytes);
    batch.add(frame);
    if (!frame.getSystemVersionInfo().isEmpty()) {
      batch.forEach(this::apply);
      batch.clear();
      begun = true;
      if (!SetVersion.text(sum).equals(frame.getSystemVersionInfo())) {
        throw new InvalidProtocolBufferException("what it holds is not what it says it holds");
      }
    }
  }

  /** True once a batch was whole. */
  boolean begun() {
    return begun;
  }

  Collection<Held> resources() {
    return resources.values();
  }

  private void apply(DeltaDiscoveryResponse frame) {
    for (Resource resource : frame.getResourcesList()) {
      Held next = Held.of(typeUrl, resource);
      Held before = resources.put(next.name(), next);
      sum += next.mark() - (before == null ? 0 : before.mark());
    }
    for (String name : frame.getRemovedResourcesList()) {
      Held before = resources.remove(name);
      sum -= before == null ? 0 : before.mark();
    }
  }
}
