package dev.sluice.common.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdsClientConfigTest {
  @Test
  void read_noAddress_isEmpty() {
    assertTrue(read("").isEmpty());
    assertTrue(read("controller: {cluster: lab}").isEmpty());
  }

  @Test
  void read_address_usesDefaults() {
    assertEquals(
        new AdsClientConfig(
            new HostPort("10.0.0.1", 9003),
            "default",
            "extauthz",
            "extauthz",
            Path.of("var/extauthz/ads"),
            Optional.empty()),
        read("controller: {address: '10.0.0.1:9003'}").orElseThrow());
  }

  @Test
  void read_everyKey_isMapped() {
    assertEquals(
        new AdsClientConfig(
            new HostPort("ctl", 1),
            "lab",
            "a-1",
            "extauthz",
            Path.of("/var/cache/x"),
            Optional.empty()),
        read("controller: {address: 'ctl:1', cluster: lab, name: a-1, cache-dir: /var/cache/x}")
            .orElseThrow());
  }

  @Test
  void read_invalidValues_areProblems() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> read("controller: {address: nowhere, cluster: 'a/b', name: ''}"));
    assertEquals(3, e.problems().size(), e::toString);
  }

  private static Optional<AdsClientConfig> read(String yaml) {
    ConfigReader root = ConfigReader.of(yaml, Map.of());
    Optional<AdsClientConfig> config = AdsClientConfig.read(root.section("controller"), "extauthz");
    root.finish();
    return config;
  }
}
