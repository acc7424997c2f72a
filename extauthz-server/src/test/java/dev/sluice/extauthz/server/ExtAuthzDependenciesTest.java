package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigProblem;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.testkit.Canary;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.token.jwks.TestJwksServer;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-86")
class ExtAuthzDependenciesTest {
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.ES256, "one");

  @RegisterExtension private final NoWarnings noWarnings = new NoWarnings();
  @RegisterExtension private final Canary canary = new Canary("check-canary");
  @TempDir private Path folder;

  @Test
  void probe_allThere_findsEach() throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    try (TestJwksServer keys = new TestJwksServer(TestIssuer.jwks(ISSUER))) {
      DependencyReport report =
          probe(
              """
              policies: {authz: ../policies/authz.yaml, ip: ../policies/ip_rules.yaml}
              waf: {rules: ../policies/waf_rules.yaml}
              jwt: {jwks-url: "%s"}
              upstream: {secrets-dir: %s, internal-token: check-canary}
              audit: {decisions: true, spool-dir: %s}
              """
                  .formatted(keys.uri(), secrets, folder.resolve("spool")));
      assertEquals(List.of(), report.problems());
      assertEquals(
          List.of(
              "policies.ip",
              "policies.authz",
              "jwt.jwks-url",
              "waf.rules",
              "upstream.secrets-dir",
              "audit.spool-dir"),
          report.found().stream().map(text -> text.substring(0, text.indexOf(' '))).toList());
      assertTrue(report.found().contains("jwt.jwks-url 1 keys of issuer default"));
      canary.assertAbsent("the report", report.found().toString());
    }
    assertFalse(Files.exists(folder.resolve("spool")));
  }

  @Test
  void probe_severalProblems_reportsAll() throws IOException {
    Path policy = folder.resolve("authz.yaml");
    Files.writeString(
        policy,
        Files.readString(Path.of("../policies/authz.yaml"))
            .replaceFirst("level: viewer", "level: everybody"));
    Path keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\": []}");
    DependencyReport report =
        probe(
            """
            policies: {authz: %s}
            waf: {rules: %s/none.yaml}
            jwt: {jwks-file: %s}
            upstream: {secrets-dir: %s/none}
            controller: {address: "127.0.0.1:1", cache-dir: %s/ads}
            audit: {decisions: true, spool-dir: %s/spool, database: {url: "postgresql://u:check-canary@127.0.0.1:1/x"}}
            tracing: {otlp: {address: "127.0.0.1:1"}}
            """
                .formatted(policy, folder, keys, folder, folder, folder));
    List<String> texts = report.problems().stream().map(ConfigProblem::toString).toList();
    for (String part :
        List.of(
            "(" + policy + ":",
            "jwt.jwks-file: the document of issuer default has no usable key (config.yaml:",
            "none.yaml:1:1)",
            "upstream.secrets-dir: the folder " + folder + "/none cannot be read; create it",
            "audit.database.url: the database does not answer (SQL state 08001)",
            "tracing.otlp.address: 127.0.0.1:1 cannot be reached: Connection refused",
            "controller.address: 127.0.0.1:1 does not answer as a controller: UNAVAILABLE")) {
      assertTrue(texts.stream().anyMatch(text -> text.contains(part)), () -> part + " in " + texts);
    }
    canary.assertAbsent("the report", texts.toString());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void probe_unreachableKeys_areAbsent() {
    DependencyReport report =
        probe(
            """
            policies: {authz: ../policies/authz.yaml}
            jwt: {jwks-url: "http://127.0.0.1:1/jwks"}
            """);
    assertEquals(1, report.problems().size(), report.problems()::toString);
    assertTrue(report.problems().getFirst().missing());
    assertTrue(
        report
            .problems()
            .getFirst()
            .toString()
            .startsWith("jwt.jwks-url: the keys of issuer default cannot be loaded: "));
  }

  private static DependencyReport probe(String yaml) {
    ConfigReader reader = ConfigReader.of(yaml, Map.of());
    DependencyReport report = new DependencyReport(reader);
    ExtAuthzDependencies.probe(ExtAuthzConfig.read(reader), report);
    return report;
  }
}
