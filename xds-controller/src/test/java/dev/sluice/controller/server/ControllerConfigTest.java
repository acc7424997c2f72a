package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.controller.resources.Pace;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ControllerConfigTest {
  @Test
  void removalGrace_isBounded() {
    ConfigReader longer = ConfigReader.of("nodes: {removal-grace: 3s}", Map.of());
    assertEquals(
        Pace.DEFAULT.withGrace(Duration.ofSeconds(3)), ControllerConfig.read(longer).pace());
    ConfigReader tooLong = ConfigReader.of("nodes: {removal-grace: 1h}", Map.of());
    ControllerConfig _ = ControllerConfig.read(tooLong);
    assertThrows(ConfigException.class, tooLong::finish);
  }

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
