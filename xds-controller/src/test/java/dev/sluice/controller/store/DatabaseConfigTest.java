package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DatabaseConfigTest {
  @Test
  void read_nothing_givesDefaults() {
    ConfigReader config = ConfigReader.of("", Map.of());
    DatabaseConfig database = DatabaseConfig.read(config.section("database"));
    Optional<SampleData> sample = SampleData.read(config);
    config.finish();
    assertEquals(
        new DatabaseConfig(
            "jdbc:postgresql://127.0.0.1:5432/sluice",
            "sluice_owner",
            Optional.empty(),
            4,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            false),
        database);
    assertEquals(Optional.empty(), sample);
  }

  @Test
  void read_everyKey_isTaken() {
    ConfigReader config =
        ConfigReader.of(
            """
            database:
              url: jdbc:postgresql://db:5433/x
              user: owner
              password: secret
              pool-size: 9
              connect-timeout: 1s
              poll: 3s
              migrate-legacy: true
            sample-data: true
            upstream:
              tabby: a:1
              chat: b:2
              chat-canary: c:3
              agent: d:4
              rag: e:5
              aura: f:6
              services: g:7
            """,
            Map.of());
    DatabaseConfig database = DatabaseConfig.read(config.section("database"));
    Optional<SampleData> sample = SampleData.read(config);
    config.finish();
    assertEquals(
        new DatabaseConfig(
            "jdbc:postgresql://db:5433/x",
            "owner",
            Optional.of(Secret.of("secret")),
            9,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            true),
        database);
    Map<String, String> placeholders = sample.orElseThrow().placeholders();
    assertEquals(14, placeholders.size());
    assertEquals("c", placeholders.get("chat_canary_host"));
    assertEquals("5", placeholders.get("rag_port"));
    assertEquals("f", placeholders.get("aura_host"));
  }

  @Test
  void read_auraByItsUrl() {
    ConfigReader config =
        ConfigReader.of("sample-data: true", Map.of("AURA_PLATFORM_URI", "http://127.0.0.1:9208/"));
    SampleData sample = SampleData.read(config).orElseThrow();
    config.finish();
    assertEquals(new HostPort("127.0.0.1", 9208), sample.api().orElseThrow().aura());
  }

  @Test
  void read_canaryUnnamed_isWhereChatIs() {
    ConfigReader config =
        ConfigReader.of("sample-data: true", Map.of("UPSTREAM_CHAT", "127.0.0.1:9201"));
    SampleData sample = SampleData.read(config).orElseThrow();
    config.finish();
    assertEquals(new HostPort("127.0.0.1", 9201), sample.chatCanary());
  }

  @Test
  void read_wrongValues_areAllTold() {
    ConfigReader config =
        ConfigReader.of(
            "{database: {url: 'mysql://x', pool-size: 0, poll: 0}, upstream: {rag: \"a'b:1\"}}",
            Map.of());
    DatabaseConfig.read(config.section("database"));
    SampleData.read(config);
    String told = String.valueOf(assertThrows(ConfigException.class, config::finish).getMessage());
    for (String key :
        List.of("database.url", "database.pool-size", "database.poll", "upstream.rag")) {
      assertTrue(told.contains(key), told);
    }
  }
}
