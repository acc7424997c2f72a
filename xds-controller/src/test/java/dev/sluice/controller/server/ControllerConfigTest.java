package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigReader;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ControllerConfigTest {
  @Test
  void defaults_letANodeWithManyResourcesReconnect() {
    ConfigReader reader = ConfigReader.of("", Map.of());
    ControllerConfig config = ControllerConfig.read(reader);
    reader.finish();
    assertEquals(4096, config.maxStreams());
    DeltaDiscoveryRequest.Builder hello = DeltaDiscoveryRequest.newBuilder();
    for (int i = 0; i < 200_000; i++) {
      String name = "backend/" + new UUID(0, i);
      hello.addResourceNamesSubscribe(name).putInitialResourceVersions(name, "0123456789abcdef");
    }
    int bytes = hello.build().getSerializedSize();
    assertTrue(config.xds().maxMessageBytes() > bytes, () -> bytes + " bytes are too many");
  }
}
