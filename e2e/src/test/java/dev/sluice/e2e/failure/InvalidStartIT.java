package dev.sluice.e2e.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.AotCache;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.support.PolicySigner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests of servers that cannot start. A server reports all problems at once and exits with the
 * code of their kind.
 */
@Tag("C-86")
final class InvalidStartIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int BAD_CONFIGURATION = 2;
  private static final int ABSENT = 3;
  private static final String NO_DATABASE = "jdbc:postgresql://127.0.0.1:1/none";

  private final RepositoryRoot root = RepositoryRoot.find();
  private static final String OPS_ADDRESS = "SLUICE_OPS_ADDRESS";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void start_unknownKeys(ServerKind kind) throws IOException {
    ManagedProcess server = start(kind, "ops:\n  adress: 127.0.0.1:1\ngrcp: {}\n");

    assertEquals(BAD_CONFIGURATION, server.awaitExit(LIMIT));
    assertTrue(server.logTail().contains("ops.adress"), server.logTail());
    assertTrue(server.logTail().contains("grcp"), server.logTail());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("C-86 a bad value ends the start and is named with its variable")
  void start_badVariable_isNamed(ServerKind kind) throws IOException {
    Path config = Files.writeString(folder.resolve("config.yaml"), "environment: dev\n");
    ManagedProcess server =
        started(kind, config, Map.of(OPS_ADDRESS, "nowhere", "SLUICE_LOG_FORMAT", "text"));

    assertEquals(BAD_CONFIGURATION, server.awaitExit(LIMIT));
    assertTrue(server.logTail().contains("(environment " + OPS_ADDRESS + ")"), server.logTail());
  }

  @ParameterizedTest
  @EnumSource
  void start_missingConfigurationFile(ServerKind kind) {
    ManagedProcess server = started(kind, folder.resolve("absent.yaml"));

    assertEquals(ABSENT, server.awaitExit(LIMIT));
    assertTrue(server.logTail().contains("absent.yaml"), server.logTail());
  }

  @Test
  void start_portInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + other.getLocalPort();
      ManagedProcess server = start(ServerKind.EXTAUTHZ, extauthz(address));

      assertEquals(ABSENT, server.awaitExit(LIMIT));
      assertTrue(server.logTail().contains(address), server.logTail());
    }
  }

  @ParameterizedTest(name = "{0}")
  @Tag("C-09")
  @DisplayName("C-09 the dev token outside of development is a mistake of the configuration")
  @ValueSource(strings = {"staging", "prod"})
  void start_devModeOutsideDevelopment(String environment) throws IOException {
    String config = extauthz("127.0.0.1:0").replace(": dev\n", ": " + environment + "\n");
    ManagedProcess server = start(ServerKind.EXTAUTHZ, config);

    assertEquals(BAD_CONFIGURATION, server.awaitExit(LIMIT));
    assertTrue(server.logTail().contains("jwt.dev-mode: (JWT_DEV_MODE)"), server.logTail());
  }

  @Test
  void start_invalidRules() throws IOException {
    Path rules = folder.resolve("dlp_rules.yaml");
    Files.writeString(
        rules, "version: dlp-1\nrules:\n  - id: a\n    kind: regexp\n    pattern: '('\n");
    ManagedProcess server = start(ServerKind.EXTPROC, extproc(rules));

    assertEquals(BAD_CONFIGURATION, server.awaitExit(LIMIT));
    assertTrue(server.logTail().contains("dlp_rules.yaml:4:"), server.logTail());
  }

  @Test
  @DisplayName("C-86 with the key of the policies, rules that are cut off are refused at a start")
  void start_cutSignedRules_isRefused() throws IOException {
    Path rules = folder.resolve("dlp_rules.yaml");
    String whole =
        """
        version: dlp-1
        rules:
          - {id: a, kind: keyword, pattern: forbidden, action: block}
          - {id: b, kind: keyword, pattern: secret, action: block}
        """;
    Files.writeString(rules, whole);
    PolicySigner signer = PolicySigner.create(folder);
    signer.sign(rules);
    Files.writeString(rules, whole.substring(0, whole.indexOf("  - {id: b")));
    ManagedProcess server =
        start(
            ServerKind.EXTPROC,
            extproc(rules) + "policies: {public-key-file: %s}\n".formatted(signer.publicKey()));

    assertEquals(BAD_CONFIGURATION, server.awaitExit(LIMIT));
    assertTrue(server.logTail().contains("differs from the signed manifest"), server.logTail());
  }

  @Test
  void start_unsignedAccessPolicy_isRefused() throws IOException {
    PolicySigner signer = PolicySigner.create(folder);
    ManagedProcess server =
        start(
            ServerKind.EXTAUTHZ,
            extauthz("127.0.0.1:0")
                .replace(
                    "policies: {", "policies: {public-key-file: " + signer.publicKey() + ", "));

    assertEquals(BAD_CONFIGURATION, server.awaitExit(LIMIT));
    assertTrue(server.logTail().contains("policies must be signed"), server.logTail());
  }

  @Test
  void start_missingRules() throws IOException {
    ManagedProcess server = start(ServerKind.EXTPROC, extproc(folder.resolve("no_rules.yaml")));

    assertTrue(server.awaitExit(LIMIT) >= BAD_CONFIGURATION);
    assertTrue(server.logTail().contains("no_rules.yaml"), server.logTail());
  }

  /**
   * Files and services are missing only here, but an unknown key would also be wrong in a
   * Kubernetes cluster.
   */
  @ParameterizedTest
  @EnumSource
  void start_configOfManifests_onlyFilesAreMissing(ServerKind kind) {
    ManagedProcess server =
        started(
            kind, root.path().resolve("manifests/istio/base/config/" + kind.module() + ".yaml"));

    assertEquals(ABSENT, server.awaitExit(LIMIT), server.logTail());
  }

  private String extauthz(String address) {
    return """
    environment: dev
    grpc: {address: %s}
    ops: {address: 127.0.0.1:0}
    policies: {authz: %s}
    jwt: {dev-mode: true}
    """
        .formatted(address, root.policies().resolve("authz.yaml"));
  }

  private static String extproc(Path rules) {
    return """
    environment: dev
    grpc: {address: 127.0.0.1:0}
    ops: {address: 127.0.0.1:0}
    dlp: {rules: %s}
    """
        .formatted(rules);
  }

  private List<String> options(ServerKind kind) {
    List<String> options = new ArrayList<>(AotCache.of(root, kind).useOptions());
    options.add("-XX:TieredStopAtLevel=1");
    return options;
  }

  private ManagedProcess start(ServerKind kind, String config) throws IOException {
    return started(kind, Files.writeString(folder.resolve(kind.module() + ".yaml"), config));
  }

  private ManagedProcess started(ServerKind kind, Path config) {
    return started(
        kind, config, Map.of("SLUICE_LOG_FORMAT", "text", "SLUICE_DATABASE_URL", NO_DATABASE));
  }

  private ManagedProcess started(ServerKind kind, Path config, Map<String, String> variables) {
    ManagedProcess server =
        new ManagedProcess(
            new ProcessSpec(
                kind.module(),
                JavaCommand.of(root, kind, options(kind), config),
                variables,
                folder,
                folder.resolve(kind.module() + ".log"),
                folder.resolve(kind.module() + ".pid"),
                URI.create("http://127.0.0.1:1/readyz"),
                LIMIT));
    server.start();
    return server;
  }
}
