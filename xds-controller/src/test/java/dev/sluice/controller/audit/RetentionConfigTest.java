package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionConfigTest {
  @TempDir Path folder;

  @Test
  void read_defaults() {
    assertEquals(
        new RetentionConfig(
            false,
            Duration.ofDays(365),
            Optional.empty(),
            Optional.empty(),
            false,
            "sluice_audit_purger",
            Optional.empty()),
        read("", Map.of()));
  }

  @Test
  void read_everyKey() throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    RetentionConfig config =
        read(
            """
            ops: {key: canary-word-of-a-test}
            audit:
              retention:
                enabled: true
                days: 400
                endpoint: true
                database: {user: purger, password: canary-word}
              chain: {signing-key: %s, unsigned-purge: true}
            """
                .formatted(AuditPartitionsFixture.pem(pair, folder)),
            Map.of());
    assertTrue(config.daily());
    assertEquals(Duration.ofDays(400), config.keep());
    assertEquals(Optional.of(Secret.of("canary-word-of-a-test")), config.opsKey());
    assertTrue(config.unsigned());
    assertEquals("purger", config.user());
    assertEquals(Optional.of(Secret.of("canary-word")), config.password());
    assertEquals(id(pair.getPublic()), config.signingKey().orElseThrow().keyId());
    assertFalse(config.toString().contains("canary"));
  }

  private static String id(PublicKey key) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @Test
  void read_variables() {
    RetentionConfig config =
        read("", Map.of("AUDIT_RETENTION_DAYS", "30", "SLUICE_OPS_KEY", "sixteen-letters-"));
    assertEquals(Duration.ofDays(30), config.keep());
    assertEquals(Optional.of(Secret.of("sixteen-letters-")), config.opsKey());
  }

  @Test
  void endpoint_switchedOff_takesNoKey() {
    RetentionConfig config =
        read("audit: {retention: {endpoint: false}}", Map.of("SLUICE_OPS_KEY", "sixteen-letters-"));
    assertEquals(Optional.empty(), config.opsKey());
  }

  @Test
  void endpoint_withoutAKey_orWithAShortOne_isRefused() {
    assertTrue(
        refusal("audit: {retention: {endpoint: true}}", Map.of()).contains("SLUICE_OPS_KEY"));
    String tooShort = refusal("", Map.of("SLUICE_OPS_KEY", "fifteen-letters"));
    assertTrue(tooShort.contains("ops.key") && tooShort.contains("16"), tooShort);
    assertFalse(tooShort.contains("fifteen"), tooShort);
    assertTrue(refusal("audit: {retention: {days: 0}}", Map.of()).contains("days"));
  }

  @Test
  void signingKey_thatCannotBeRead_isRefused() throws Exception {
    Path rsa =
        AuditPartitionsFixture.pem(KeyPairGenerator.getInstance("RSA").generateKeyPair(), folder);
    Path text = folder.resolve("text");
    Files.writeString(text, "canary-word", StandardCharsets.UTF_8);
    for (Path file : new Path[] {rsa, text, folder.resolve("absent")}) {
      String told = refusal("audit: {chain: {signing-key: " + file + "}}", Map.of());
      assertTrue(told.contains("audit.chain.signing-key"), told);
      assertFalse(told.contains("canary"), told);
    }
  }

  private static RetentionConfig read(String yaml, Map<String, String> environment) {
    ConfigReader reader = ConfigReader.of(yaml, environment);
    RetentionConfig config = RetentionConfig.read(reader);
    reader.finish();
    return config;
  }

  private static String refusal(String yaml, Map<String, String> environment) {
    return String.valueOf(
        assertThrows(ConfigException.class, () -> read(yaml, environment)).getMessage());
  }
}
