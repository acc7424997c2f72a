package dev.sluice.common.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsConfigTest {
  private static final String ID = "spiffe://d/sluice/extauthz/a";
  @TempDir Path folder;
  private final TestCa ca = new TestCa("ca");

  @BeforeEach
  void issue() {
    ca.issue(ID).write(folder, ca);
  }

  @Test
  void read_allFiles_isEnabled() {
    assertEquals(
        Optional.of(
            new TlsConfig(
                folder.resolve("tls.crt"), folder.resolve("tls.key"), folder.resolve("ca.crt"))),
        read("prod", "0.0.0.0", "certificate: D/tls.crt, key: D/tls.key, ca: D/ca.crt"));
  }

  @ParameterizedTest
  @CsvSource({
    "dev, 0.0.0.0, ''",
    "prod, 127.0.0.1, ''",
    "prod, 127.8.0.1, ''",
    "prod, ::1, ''",
    "staging, localhost, ''",
    "prod, 0.0.0.0, by-sidecar: true"
  })
  void read_plaintextAllowed_isEmpty(String environment, String host, String tls) {
    assertTrue(read(environment, host, tls).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "prod, 0.0.0.0",
    "prod, ::",
    "staging, 10.0.0.1",
    "prod, localhost.example",
    "prod, xds"
  })
  void read_plaintextNotAllowed_isProblem(String environment, String host) {
    assertProblem("grpc.tls.certificate is missing: only dev and loopback", environment, host, "");
  }

  @Test
  void read_missingFiles_areNamed() {
    assertProblem("grpc.tls.key is missing", "dev", "127.0.0.1", "certificate: D/tls.crt");
    assertProblem("grpc.tls.ca is missing", "dev", "127.0.0.1", "certificate: D/tls.crt");
    assertProblem(
        "grpc.tls.key the file",
        "dev",
        "127.0.0.1",
        "certificate: D/tls.crt, key: D/nowhere, ca: D/ca.crt");
  }

  @Test
  void read_sidecarAndFiles_isProblem() {
    assertWrongFiles("grpc.tls.by-sidecar excludes", ", by-sidecar: true");
  }

  @Test
  void read_unusableFiles_isProblem() throws IOException {
    Files.copy(folder.resolve("tls.key"), folder.resolve("other.key"));
    ca.issue(ID).write(folder, ca);
    assertProblem(
        "grpc.tls.key is not the key of the certificate",
        "dev",
        "127.0.0.1",
        "certificate: D/tls.crt, key: D/other.key, ca: D/ca.crt");
    ca.issue().write(folder, ca);
    assertWrongFiles("grpc.tls.certificate the certificate has 0 URIs", "");
    ca.issue(Instant.now().minusSeconds(60), ID).write(folder, ca);
    assertWrongFiles("grpc.tls.certificate has expired", "");
    ca.issue(ID).write(folder, ca);
    Files.writeString(folder.resolve("ca.crt"), "nothing");
    assertWrongFiles("grpc.tls.ca ", "");
    ca.issue(ID).write(folder, ca);
    Files.writeString(folder.resolve("tls.key"), "-----BEGIN EC PRIVATE KEY-----\ncanary\n");
    assertWrongFiles("grpc.tls.key the file has no unencrypted PKCS#8 key", "");
  }

  private void assertWrongFiles(String problem, String more) {
    assertProblem(
        problem, "prod", "0.0.0.0", "certificate: D/tls.crt, key: D/tls.key, ca: D/ca.crt" + more);
  }

  private void assertProblem(String problem, String environment, String host, String tls) {
    ConfigException e = assertThrows(ConfigException.class, () -> read(environment, host, tls));
    String reported = String.valueOf(e.getMessage());
    String key = problem.substring(0, problem.indexOf(' '));
    String rule = problem.substring(problem.indexOf(' ') + 1);
    assertTrue(reported.contains(key) && reported.contains(rule), reported);
    assertTrue(!reported.contains("canary"), reported);
  }

  private Optional<TlsConfig> read(String environment, String host, String tls) {
    String yaml =
        "{environment: %s, grpc: {tls: {%s}}}"
            .formatted(environment, tls.replace("D/", folder + "/"));
    ConfigReader root = ConfigReader.of(yaml, Map.of());
    var _ = root.choice("environment", DeploymentEnvironment.class, DeploymentEnvironment.DEV);
    Optional<TlsConfig> config = TlsConfig.read(root.section("grpc"), new HostPort(host, 1));
    root.finish();
    return config;
  }
}
