package dev.sluice.controller.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class SotwRequestAdapterTest {
  private final SotwRequestAdapter requests = new SotwRequestAdapter();

  @Test
  void noNames_areEverything() {
    assertEquals("[*] []", request());
    assertEquals("[] []", request());
  }

  @Test
  void noNames_afterNames_areNothing() {
    assertEquals("[a] []", request("a"));
    assertEquals("[b] [a]", request("b"));
    assertEquals("[] [b]", request());
    assertEquals("[] []", request());
    assertEquals("[b] []", request("b"));
  }

  private String request(String... names) {
    DeltaDiscoveryRequest delta =
        requests.translate(
            DiscoveryRequest.newBuilder()
                .setTypeUrl(ResourceType.LISTENER.url())
                .addAllResourceNames(List.of(names))
                .build());
    return delta.getResourceNamesSubscribeList() + " " + delta.getResourceNamesUnsubscribeList();
  }
}
