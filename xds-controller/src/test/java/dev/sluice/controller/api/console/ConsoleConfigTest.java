package dev.sluice.controller.api.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConsoleConfigTest {
  private static final List<String> ISSUERS = List.of("https://login.example.com");
  private static final String RIGHT =
      "enabled: true, client-id: c, base-url: 'https://sluice.example.com'";

  @Test
  void read_withoutKeys_isOff() {
    assertEquals(Optional.empty(), read("", ISSUERS, false));
  }

  @Test
  void read_leastKeys_hasDefaults() {
    ConsoleConfig config = read(RIGHT, ISSUERS, false).orElseThrow();
    assertEquals("https://sluice.example.com", config.baseUrl().toString());
    assertEquals("https://login.example.com", config.signIn().issuer());
    assertEquals("c", config.signIn().clientId());
    assertEquals(Optional.empty(), config.signIn().clientSecret());
    assertEquals("openid", config.signIn().scope());
    assertEquals(Duration.ofHours(8), config.signIn().sessionTime());
    assertEquals(
        "https://sluice.example.com/console/callback", config.signIn().callback().toString());
  }

  @Test
  void read_allKeys_areTaken() {
    ConsoleConfig config =
        read(
                "enabled: true, client-id: c, base-url: 'http://127.0.0.1:9004/', issuer: 'b',"
                    + " scope: 'openid api', session-time: 1h",
                List.of("a", "b"),
                true)
            .orElseThrow();
    assertEquals("http://127.0.0.1:9004", config.baseUrl().toString());
    assertEquals("b", config.signIn().issuer());
    assertEquals("openid api", config.signIn().scope());
    assertEquals(Duration.ofHours(1), config.signIn().sessionTime());
  }

  @Test
  void read_wrongValues_nameTheirKey() {
    rejected("enabled: true", ISSUERS, "api.console.client-id");
    rejected("enabled: true", ISSUERS, "api.console.base-url");
    rejected(RIGHT, List.of(), "api.console.enabled");
    rejected(RIGHT, List.of("a", "b"), "api.console.issuer");
    rejected(RIGHT + ", issuer: other", ISSUERS, "api.console.issuer");
    rejected(RIGHT + ", scope: profile", ISSUERS, "api.console.scope");
    rejected(RIGHT + ", session-time: 2d", ISSUERS, "api.console.session-time");
    rejected(RIGHT + ", client-secret-file: /none", ISSUERS, "api.console.client-secret-file");
    rejected(RIGHT + ", other: 1", ISSUERS, "api.console.other");
    String client = "enabled: true, client-id: c, base-url: ";
    rejected(client + "'http://sluice.example.com'", ISSUERS, "api.console.base-url");
    rejected(client + "'https://sluice.example.com/x'", ISSUERS, "api.console.base-url");
    rejected(client + "'https://a@sluice.example.com'", ISSUERS, "api.console.base-url");
  }

  private static void rejected(String keys, List<String> issuers, String key) {
    ConfigException e = assertThrows(ConfigException.class, () -> read(keys, issuers, false));
    assertTrue(e.toString().contains(key), e::toString);
  }

  private static Optional<ConsoleConfig> read(String keys, List<String> issuers, boolean dev) {
    ConfigReader reader = ConfigReader.of("api: {console: {" + keys + "}}", Map.of());
    Optional<ConsoleConfig> config = ConsoleConfig.read(reader.section("api"), issuers, dev);
    reader.finish();
    return config;
  }
}
