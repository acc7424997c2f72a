package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.xds.resource.TracingConfig;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControllerConfigTest {
  @Test
  void removalGrace_isBounded() {
    ConfigReader longer = ConfigReader.of("nodes: {removal-grace: 3s}", Map.of());
    assertEquals(
        PushConfig.DEFAULT.withDrainTime(Duration.ofSeconds(3)),
        ControllerConfig.read(longer).push());
    ConfigReader tooLong = ConfigReader.of("nodes: {removal-grace: 1h}", Map.of());
    ControllerConfig _ = ControllerConfig.read(tooLong);
    assertThrows(ConfigException.class, tooLong::finish);
  }

  @Test
  void tracing_isOffUntilThereIsACollector() {
    assertEquals(Optional.empty(), read("tracing: {sample-percent: 5}").translator().traces());
    assertEquals(
        Optional.of(new TracingConfig(new HostPort("collector", 4317), false, 10_000)),
        read("tracing: {otlp: {address: 'collector:4317'}}").translator().traces());
    assertEquals(
        Optional.of(new TracingConfig(new HostPort("collector", 4317), true, 1_250)),
        read("tracing: {sample-percent: 0.125, otlp: {address: 'collector:4317', tls: true}}")
            .translator()
            .traces());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "101", "100.1", "0.00001", "1e2", "some"})
  void samplePercent_isAShare(String percent) {
    assertThrows(ConfigException.class, () -> read("tracing: {sample-percent: '" + percent + "'}"));
  }

  private static ControllerConfig read(String yaml) {
    ConfigReader reader = ConfigReader.of(yaml, Map.of());
    ControllerConfig config = ControllerConfig.read(reader);
    reader.finish();
    return config;
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
