package dev.sluice.bench.xds.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireTest {

  @Test
  void request_isTheGeneratedMessage() throws IOException {
    DeltaRequest request =
        DeltaRequest.of(XdsType.RDS, List.of("a", "b"), List.of("c"), Map.of("a", "1"), "7")
            .from(Identity.of("default", "n0"));
    DeltaDiscoveryRequest expected =
        DeltaDiscoveryRequest.newBuilder()
            .setNode(Node.parseFrom(Identity.of("default", "n0")))
            .setTypeUrl(XdsType.RDS.url())
            .addResourceNamesSubscribe("a")
            .addResourceNamesSubscribe("b")
            .addResourceNamesUnsubscribe("c")
            .putInitialResourceVersions("a", "1")
            .setResponseNonce("7")
            .build();
    assertEquals(expected, DeltaDiscoveryRequest.parseFrom(request.encode()));
  }

  @Test
  void update_namesVersionsAndPlacesAreFound() throws IOException {
    Cluster cluster = Cluster.newBuilder().setName("c").setType(Cluster.DiscoveryType.EDS).build();
    Resource entry = entry("c", "v1", Any.pack(cluster));
    DeltaUpdate update = update(XdsType.CDS, entry, "gone");

    DeltaUpdate.Resource resource = update.resources().getFirst();
    assertEquals(XdsType.CDS.url(), update.typeUrl());
    assertEquals("3", update.nonce());
    assertEquals(List.of("gone"), update.removed());
    assertEquals("c", resource.name());
    assertEquals("v1", resource.version());
    assertEquals(entry, Resource.parseFrom(update.entry(resource)));
    assertEquals(cluster, Cluster.parseFrom(update.value(resource)));
  }

  @Test
  void references_ofClustersAndScopes() throws IOException {
    Cluster named =
        Cluster.newBuilder()
            .setName("c")
            .setType(Cluster.DiscoveryType.EDS)
            .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setServiceName("s"))
            .build();
    Cluster fixed = Cluster.newBuilder().setName("c").setType(Cluster.DiscoveryType.STATIC).build();
    ScopedRouteConfiguration scope =
        ScopedRouteConfiguration.newBuilder().setName("x").setRouteConfigurationName("r").build();
    assertEquals(Optional.of("s"), reference(XdsType.CDS, Any.pack(named)));
    assertEquals(Optional.empty(), reference(XdsType.CDS, Any.pack(fixed)));
    assertEquals(Optional.of("r"), reference(XdsType.SRDS, Any.pack(scope)));
  }

  private static Optional<String> reference(XdsType type, Any any) throws IOException {
    DeltaUpdate update = update(type, entry("c", "v", any), "gone");
    return References.of(type, update, update.resources().getFirst());
  }

  private static Resource entry(String name, String version, Any any) {
    return Resource.newBuilder().setName(name).setVersion(version).setResource(any).build();
  }

  private static DeltaUpdate update(XdsType type, Resource entry, String removed)
      throws IOException {
    ByteString bytes =
        DeltaDiscoveryResponse.newBuilder()
            .setSystemVersionInfo("system")
            .setTypeUrl(type.url())
            .setNonce("3")
            .addResources(entry)
            .addRemovedResources(removed)
            .build()
            .toByteString();
    return DeltaUpdate.parse(bytes, 1);
  }
}
