package dev.sluice.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.Sha256;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.StubDpopClient;
import dev.sluice.e2e.support.StaticEnvoy;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tests of proofs of holders with several replicas, and behind another proxy. */
@ExtendWith(TestEnvironmentExtension.class)
final class HolderProofIT {
  private static final String HOST = "holders.example.com";

  @TempDir private Path folder;
  private final TestEnvironment sluice;

  HolderProofIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        policy(),
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: holders-1}
        spec:
          levels: [{path: "*", level: viewer}]
          routes:
            - {id: holders, hosts: [%s], path: "/*", issuers: [default]}
        """
            .formatted(HOST));
  }

  @Test
  @DisplayName("RFC 9449: each replica accepts a proof once")
  void proof_usedAgain_eachReplicaRejectsIt() {
    try (ExtAuthzReplicas replicas = new ExtAuthzReplicas(sluice, policy(), "")) {
      StubDpopClient holder = new StubDpopClient();
      String token = token(Map.of("jkt", holder.thumbprint()));
      String proof = holder.proof("GET", "http://" + HOST + "/a", token);
      for (GatewayClient replica : replicas.at(HOST)) {
        GatewayClient client =
            replica.withHeader("Authorization", "DPoP " + token).withHeader("DPoP", proof);
        assertEquals(200, client.get("/a").status());
        assertRejected(client.get("/a"));
      }
    }
  }

  @Test
  @DisplayName("RFC 8705: the certificate in a header counts only behind a trusted proxy")
  void certificate_forwarded_onlyByTrustedProxy() {
    int untrusted = StackPorts.findFreePort();
    int trusted = StackPorts.findFreePort();
    byte[] digest = Sha256.of("certificate".getBytes(StandardCharsets.US_ASCII));
    String token =
        token(Map.of("x5t#S256", Base64.getUrlEncoder().withoutPadding().encodeToString(digest)));
    String header = "By=spiffe://mesh/a;Hash=" + HexFormat.of().formatHex(digest);
    try (AdditionalPolicyServer server =
        AdditionalPolicyServer.extauthz(
            sluice.stack(),
            "holders",
            policy(),
            Map.of("SLUICE_JWT_FORWARDED_CERTIFICATE", "true"))) {
      server.process().start();
      server.process().awaitReady();
      try (StaticEnvoy _ = front(server, untrusted, trusted)) {
        GatewayClient client = sluice.atHost(trusted, HOST).withBearer(token);
        assertEquals(200, client.withHeader("X-Forwarded-Client-Cert", header).get("/a").status());
        assertRejected(client.get("/a"));
        for (String other :
            List.of(header + "," + header, header.replace("Hash=", "Hash=0"), "URI=spiffe://a/b")) {
          assertRejected(client.withHeader("X-Forwarded-Client-Cert", other).get("/a"));
        }
        assertRejected(
            sluice
                .atHost(untrusted, HOST)
                .withBearer(token)
                .withHeader("X-Forwarded-Client-Cert", header)
                .get("/a"));
      }
    }
  }

  private StaticEnvoy front(AdditionalPolicyServer server, int untrusted, int trusted) {
    TestCa authority = new TestCa("holders");
    authority.issueForHosts("localhost").write(folder.resolve("tls"), authority);
    int port = server.ports().of(StackPort.EXTAUTHZ);
    return StaticEnvoy.start(
        sluice.stack().settings(),
        "credentials.yaml",
        Map.ofEntries(
            Map.entry("first", untrusted),
            Map.entry("second", trusted),
            Map.entry("third", StackPorts.findFreePort()),
            Map.entry("secure", StackPorts.findFreePort()),
            Map.entry("required", false),
            Map.entry("certificates", folder.resolve("tls")),
            Map.entry("extauthz-first", port),
            Map.entry("extauthz-second", port),
            Map.entry("extauthz-third", port),
            Map.entry("upstream", sluice.echoPort())));
  }

  private Path policy() {
    return folder.resolve("authz.yaml");
  }

  private String token(Map<String, String> confirmation) {
    return sluice.stack().issuer().token("developer", Map.of("cnf", confirmation));
  }

  private static void assertRejected(GatewayResponse answer) {
    assertEquals("401 AUTH_INVALID_TOKEN", answer.status() + " " + answer.errorCode());
  }
}
