package dev.sluice.bench.xds.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;

/** What a node says of itself. */
final class Identity {
  private Identity() {}

  static ByteString of(String cluster, String name) {
    return Node.newBuilder()
        .setId(cluster + "/" + name)
        .setCluster(cluster)
        .setMetadata(
            Struct.newBuilder()
                .putFields("sluice_kind", Value.newBuilder().setStringValue("envoy").build()))
        .build()
        .toByteString();
  }
}
