package dev.sluice.bench.xds.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeltaMethodTest {

  @Test
  void request_afterIdentity_isOneMessage() throws IOException {
    Node node = Node.newBuilder().setId("default/n0").build();
    DeltaDiscoveryRequest expected =
        DeltaDiscoveryRequest.newBuilder()
            .setNode(node)
            .setTypeUrl(XdsType.RDS.url())
            .addResourceNamesSubscribe("a")
            .addResourceNamesSubscribe("b")
            .addResourceNamesUnsubscribe("c")
            .putInitialResourceVersions("a", "1")
            .setResponseNonce("7")
            .build();
    var request =
        DeltaMethod.request(XdsType.RDS, List.of("a", "b"), List.of("c"), Map.of("a", "1"), "7");
    assertEquals(
        expected, DeltaDiscoveryRequest.parseFrom(DeltaMethod.identity(node).concat(request)));
  }

  @Test
  void parse_messageAndBytes_areCounted() {
    var counter = new NodeTraffic.Counter();
    DeltaDiscoveryResponse message = DeltaDiscoveryResponse.newBuilder().setNonce("3").build();
    DeltaMethod.Response response =
        DeltaMethod.of(counter).parseResponse(message.toByteString().newInput());
    assertEquals(message, response.message());
    assertEquals(1, counter.sum().get(NodeTraffic.TrafficKind.RESPONSES));
    assertEquals(
        5 + message.getSerializedSize(), counter.sum().get(NodeTraffic.TrafficKind.BYTES_DOWN));
  }

  @Test
  void reference_ofClustersAndScopes() {
    Cluster named =
        Cluster.newBuilder()
            .setName("c")
            .setType(Cluster.DiscoveryType.EDS)
            .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setServiceName("s"))
            .build();
    Cluster fixed = Cluster.newBuilder().setName("c").setType(Cluster.DiscoveryType.STATIC).build();
    ScopedRouteConfiguration scope =
        ScopedRouteConfiguration.newBuilder().setName("x").setRouteConfigurationName("r").build();
    assertEquals(Optional.of("s"), XdsType.CDS.reference(Any.pack(named)));
    assertEquals(Optional.empty(), XdsType.CDS.reference(Any.pack(fixed)));
    assertEquals(Optional.of("r"), XdsType.SRDS.reference(Any.pack(scope)));
  }
}
