package dev.sluice.common.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.chain.TestKey;
import dev.sluice.common.audit.postgres.DatabaseTarget;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditConfigTest {
  @Test
  void read_noKeys_returnsDefaults() {
    AuditConfig config = read("", Map.of());
    assertTrue(config.database().isEmpty());
    assertEquals(Path.of("state", "audit-spool"), config.spool().directory());
    assertEquals(512L << 20, config.spool().maxBytes());
    assertEquals(WhenFull.BLOCK, config.spool().whenFull());
    assertEquals(500, config.batchRecords());
    assertEquals(Duration.ofSeconds(10), config.retryMax());
    assertTrue(config.chain().key().isEmpty());
    assertEquals(Duration.ofMinutes(1), config.chain().checkpointInterval());
  }

  @Test
  void read_everyKey_isMapped() {
    AuditConfig config =
        read(
            """
            audit:
              database:
                url: jdbc:postgresql://db/sluice
                user: writer
                password: canary-word
              spool-dir: /var/spool/sluice
              spool-max-mib: 64
              when-full: block
              batch-records: 50
              retry-max: 2s
            """,
            Map.of());
    DatabaseTarget database = config.database().orElseThrow();
    assertEquals("jdbc:postgresql://db/sluice", database.url().reveal());
    assertEquals("writer", database.user());
    assertEquals(Secret.of("canary-word"), database.password().orElseThrow());
    assertEquals(Path.of("/var/spool/sluice"), config.spool().directory());
    assertEquals(64L << 20, config.spool().maxBytes());
    assertEquals(WhenFull.BLOCK, config.spool().whenFull());
    assertEquals(50, config.batchRecords());
    assertEquals(Duration.ofSeconds(2), config.retryMax());
    assertFalse(config.toString().contains("canary-word"));
  }

  @Test
  void read_alias_hasCredentials() {
    String dsn = "postgresql://some%40one:p%2Bw@db:5433/sluice?sslmode=require";
    DatabaseTarget database = read("", Map.of("AUDIT_DB_DSN", dsn)).database().orElseThrow();
    assertEquals("jdbc:postgresql://db:5433/sluice?sslmode=require", database.url().reveal());
    assertEquals("some@one", database.user());
    assertEquals("p+w", database.password().orElseThrow().reveal());
  }

  @Test
  void read_noUser_usesDefault() {
    DatabaseTarget database =
        read("", Map.of("AUDIT_DB_DSN", "postgres://db/sluice")).database().orElseThrow();
    assertEquals("sluice_audit_writer", database.user());
    assertTrue(database.password().isEmpty());
  }

  @Test
  void read_otherDatabase_isProblem() {
    ConfigException thrown =
        assertThrows(
            ConfigException.class,
            () -> read("audit: {database: {url: 'mysql://u:canary-word@db/x'}}", Map.of()));
    String reported = thrown.problems().toString();
    assertTrue(reported.contains("audit.database.url"), reported);
    assertFalse(reported.contains("canary-word"), reported);
  }

  @Test
  void read_zeroRetryPause_isProblem() {
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> read("audit: {retry-max: 0s}", Map.of()));
    assertEquals("audit.retry-max", thrown.problems().getFirst().path());
  }

  @Test
  void read_signingKey_isLoaded(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("chain.pem");
    TestKey key = TestKey.make();
    Files.writeString(file, key.privatePem());
    String yaml = "audit: {chain: {signing-key: %s, checkpoint-every: 5s}}".formatted(file);
    ChainConfig chain = read(yaml, Map.of()).chain();
    assertEquals(key.signing().keyId(), chain.key().orElseThrow().keyId());
    assertEquals(Duration.ofSeconds(5), chain.checkpointInterval());
  }

  @Test
  void read_otherKeyType_isProblem(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("chain.pem");
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    for (String text : List.of("canary-word", TestKey.pem("PRIVATE KEY", rsa.getPrivate()))) {
      Files.writeString(file, text);
      String yaml = "audit: {chain: {signing-key: %s}}".formatted(file);
      ConfigException thrown = assertThrows(ConfigException.class, () -> read(yaml, Map.of()));
      assertEquals("audit.chain.signing-key", thrown.problems().getFirst().path());
      assertFalse(thrown.problems().toString().contains("canary-word"));
    }
  }

  @Test
  void read_userOnly_hasNoDatabase() {
    assertTrue(read("audit: {database: {user: x}}", Map.of()).database().isEmpty());
  }

  @Test
  void read_collector_isMapped() {
    AuditConfig config =
        read("audit: {otlp: {address: 'collector:4317', authorization: canary-word}}", Map.of());
    OtlpCollectorConfig target = config.collector().orElseThrow();
    assertEquals("collector:4317", target.address().toString());
    assertTrue(target.authorization().orElseThrow().matches("canary-word"));
    assertTrue(target.tls().isEmpty());
    assertFalse(target.toString().contains("canary-word"));
  }

  @Test
  void read_remoteCollector_requiresTls() {
    assertEquals(
        "audit.otlp.tls.ca",
        problem("{environment: prod, audit: {otlp: {address: 'collector:4317'}}}"));
  }

  @Test
  void read_collectorAndDatabase_isProblem() {
    assertEquals(
        "audit.otlp.address",
        problem(
            "audit: {otlp: {address: 'localhost:4317'}, database: {url: 'jdbc:postgresql://db/s'}}"));
  }

  private static String problem(String yaml) {
    ConfigException thrown = assertThrows(ConfigException.class, () -> read(yaml, Map.of()));
    assertEquals(1, thrown.problems().size(), thrown::toString);
    return thrown.problems().getFirst().path();
  }

  private static AuditConfig read(String yaml, Map<String, String> environment) {
    ConfigReader reader = ConfigReader.of(yaml, environment);
    AuditConfig config = AuditConfig.read(reader.section("audit"), Path.of("state", "audit-spool"));
    reader.finish();
    return config;
  }
}
