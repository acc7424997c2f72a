package dev.sluice.controller.api.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentConfigTest {
  @TempDir Path folder;

  private static AgentConfig read(String yaml) {
    return read(yaml, Optional.empty());
  }

  private static AgentConfig read(String yaml, Optional<TlsConfig> tls) {
    ConfigReader reader = ConfigReader.of("agents: {" + yaml + "}", Map.of());
    AgentConfig config = AgentConfig.read(reader.section("agents"), tls);
    reader.finish();
    return config;
  }

  private static String problem(String yaml) {
    return assertThrows(ConfigException.class, () -> read(yaml)).toString();
  }

  @Test
  void read_nothing_hasNoTokens() {
    assertEquals(
        new AgentConfig(Optional.empty(), Duration.ofDays(1), Optional.empty(), Duration.ofDays(1)),
        read(""));
  }

  @Test
  void read_allKeys_areMapped() throws IOException {
    Path key = TestTokenKey.in(folder);
    assertEquals(
        new AgentConfig(
            Optional.of(key), Duration.ofHours(2), Optional.empty(), Duration.ofHours(3)),
        read("token-key: " + key + ", token-lifetime: 2h, certificate-lifetime: 3h"));
  }

  @Test
  void read_wrongValues_areReported() throws IOException {
    assertTrue(problem("token-lifetime: 0s").contains("must be 1s to 365d"));
    assertTrue(problem("token-key: " + folder.resolve("none")).contains("cannot be read"));
    for (String content :
        List.of(
            "",
            "no key",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            TestTokenKey.rsa(),
            TestTokenKey.pem("EC", new ECGenParameterSpec("secp384r1")))) {
      Path file = Files.writeString(folder.resolve("key.pem"), content);
      String problem = problem("token-key: " + file);
      assertTrue(problem.contains("agents.token-key: must have P-256 keys"), problem);
      assertFalse(problem.contains("AAAA"), problem);
    }
  }

  @Test
  void read_authority_needsItsKeyAndTls() throws IOException {
    AuthorityFiles files = new TestAuthority(Duration.ofDays(1)).write(folder);
    String certificate = "ca: {certificate: " + files.certificate();
    assertTrue(problem(certificate + "}").contains("must be set together"));
    String both = certificate + ", key: " + files.key() + "}";
    assertTrue(problem(both).contains("needs xds.tls.certificate"));
    TestCa controllers = new TestCa("controllers");
    controllers.issue("spiffe://test.example/sluice/controller/1").write(folder, controllers);
    TlsConfig other = tls(folder.resolve("ca.crt"));
    assertTrue(
        assertThrows(ConfigException.class, () -> read(both, Optional.of(other)))
            .toString()
            .contains("is not issued by an authority in xds.tls.ca"));
    assertEquals(Optional.of(files), read(both, Optional.of(tls(files.trusted()))).ca());
  }

  private TlsConfig tls(Path authorities) {
    return new TlsConfig(folder.resolve("tls.crt"), folder.resolve("tls.key"), authorities);
  }

  @Test
  void keys_ofFile_haveTheirPublicPart() throws Exception {
    Path file = TestTokenKey.in(folder);
    String first = Files.readString(file);
    Files.writeString(file, first + Files.readString(TestTokenKey.in(folder)));
    List<KeyPair> pairs = TokenKeyFile.read(file);
    assertEquals(2, pairs.size());
    for (KeyPair pair : pairs) {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      byte[] signed = signature.sign();
      signature.initVerify(pair.getPublic());
      assertTrue(signature.verify(signed));
    }
  }
}
