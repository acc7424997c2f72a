package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.token.jwks.JwksSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApiConfigTest {
  private static final String ISSUER = "api: {issuers: ['https://login.example.com'], ";

  @Test
  void read_withoutIssuers_isOff() {
    assertEquals(Optional.empty(), read("", DeploymentEnvironment.PROD));
  }

  @Test
  void read_issuerAlone_hasDefaults() {
    ApiConfig config = read(ISSUER + "audiences: [a]}", DeploymentEnvironment.PROD).orElseThrow();
    assertEquals(new HostPort("127.0.0.1", 9004), config.address());
    assertEquals(Optional.empty(), config.certificate());
    assertEquals(1000, config.requestsPerMinute());
    assertEquals(8, config.databasePoolSize());
    assertEquals(Duration.ofSeconds(30), config.rbacReload());
    assertEquals("policies/rbac.yaml", config.rbac().toString());
    assertTrue(config.tiers().isEmpty());
    assertEquals(Set.of("a"), config.issuers().getFirst().audiences());
    assertEquals(
        new JwksSource.Discovery("https://login.example.com", false),
        config.issuers().getFirst().source());
  }

  @Test
  void read_poolSize_isTaken() {
    assertEquals(
        3,
        read(ISSUER + "audiences: [a], database-pool-size: 3}", DeploymentEnvironment.PROD)
            .orElseThrow()
            .databasePoolSize());
  }

  @Test
  void read_wrongValues_areReported() {
    rejected(
        ISSUER + "audiences: [a], database-pool-size: 0}",
        DeploymentEnvironment.PROD,
        "api.database-pool-size");
    rejected(ISSUER + "}", DeploymentEnvironment.DEV, "audiences");
    rejected(
        ISSUER + "audiences: [a], address: '0.0.0.0:9004'}",
        DeploymentEnvironment.PROD,
        "api.tls.certificate");
    rejected(
        "api: {issuers: ['http://login.example.com'], audiences: [a]}",
        DeploymentEnvironment.PROD,
        "https");
    rejected(
        "api: {issuers: ['https://a.example', 'https://b.example'], audiences: [a],"
            + " jwks-url: 'https://a.example/keys'}",
        DeploymentEnvironment.DEV,
        "single issuer");
  }

  @Test
  void read_playground_isTaken() {
    assertEquals(
        List.of(new HostPort("a", 1), new HostPort("b", 2)),
        read(
                ISSUER
                    + "audiences: [a], playground: {servers: ['a:1', 'b:2'],"
                    + " tls: {by-sidecar: true}}}",
                DeploymentEnvironment.PROD)
            .orElseThrow()
            .playground()
            .orElseThrow()
            .servers());
    assertEquals(
        Optional.empty(),
        read(ISSUER + "audiences: [a]}", DeploymentEnvironment.PROD).orElseThrow().playground());
  }

  @Test
  void read_playgroundWrong_isReported() {
    String playground = ISSUER + "audiences: [a], playground: {servers: ";
    rejected(
        playground + "['a']}}", DeploymentEnvironment.DEV, "api.playground.servers: has the item");
    rejected(
        playground + "['127.0.0.1:1', 'a:1']}}",
        DeploymentEnvironment.PROD,
        "api.playground.tls.certificate");
    rejected(
        playground + "['" + "a:1', '".repeat(16) + "a:1']}}",
        DeploymentEnvironment.DEV,
        "api.playground.servers: has more than 16");
  }

  private static void rejected(String yaml, DeploymentEnvironment environment, String text) {
    ConfigException e = assertThrows(ConfigException.class, () -> read(yaml, environment));
    assertTrue(e.toString().contains(text), e::toString);
  }

  private static Optional<ApiConfig> read(String yaml, DeploymentEnvironment environment) {
    String name = environment == DeploymentEnvironment.PROD ? "prod" : "dev";
    ConfigReader reader = ConfigReader.of("environment: " + name + "\n" + yaml, Map.of());
    var _ = reader.choice("environment", DeploymentEnvironment.class, DeploymentEnvironment.DEV);
    Optional<ApiConfig> config = ApiConfig.read(reader.section("api"), environment);
    reader.finish();
    return config;
  }
}
