package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Sha256;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubDpopClient;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of tokens that are bound to a key or a certificate of their holder. */
@ExtendWith(TestEnvironmentExtension.class)
final class BoundTokenIT {
  private static final String WORKLOAD = "spiffe://mesh.example/ns/shop/sa/cart";
  private static final String ACCEPTED = "200";
  private static final String REJECTED = "401";

  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("clients");

  BoundTokenIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @DisplayName("RFC 9449: a token of a key needs a new proof for each request")
  void key_provedForEachRequest() {
    try (ListenerRows rows = new ListenerRows(sluice, "dpop")) {
      requireTokens(rows);
      int port = rows.provider().port();
      GatewayClient client = sluice.atHost(port, rows.host());
      ControlPlaneState.awaitStatusAt(client, "/a", 401);
      StubDpopClient holder = new StubDpopClient();
      String uri = "http://" + rows.host() + "/a";
      String token = token("jkt", holder.thumbprint());
      GatewayClient bound = client.withHeader("Authorization", "DPoP " + token);

      GatewayClient proved = bound.withHeader("DPoP", holder.proof("GET", uri, token));
      assertEquals(200, proved.get("/a?b=c").status());
      RecordedRequest seen = sluice.stack().upstream(StackPort.AGENT).lastRequest().orElseThrow();
      assertEquals(Optional.of("user-developer"), seen.header("x-user-id"));
      assertEquals(Optional.empty(), seen.header("authorization"));
      assertEquals(Optional.empty(), seen.header("dpop"));
      assertRejected("invalid_dpop_proof", proved.get("/a?b=c"));

      String withPort = "http://" + rows.host() + ":" + port + "/x/../a";
      GatewayClient other = bound.withHeader("DPoP", holder.proof("GET", withPort, token));
      assertEquals(200, other.get("/a").status());
      String proof = holder.proof("GET", uri, token);
      assertRejected("invalid_dpop_proof", bound.withHeader("DPoP", proof).delete("/a"));
      assertRejected("invalid_dpop_proof", bound.withHeader("DPoP", proof).get("/b"));
      assertRejected("invalid_dpop_proof", bound.withHeader("DPoP", proof + "," + proof).get("/a"));
      assertRejected("invalid_dpop_proof", bound.get("/a"));
      String thief = new StubDpopClient().proof("GET", uri, token);
      assertRejected("invalid_dpop_proof", bound.withHeader("DPoP", thief).get("/a"));
      assertRejected("invalid_token", client.withBearer(token).get("/a"));
      assertEquals(200, bound.withHeader("DPoP", proof).get("/a").status(), "it was not used yet");

      String plain = sluice.stack().issuer().token("developer");
      assertEquals(200, client.withBearer(plain).get("/a").status());
      assertRejected(
          "invalid_token",
          client
              .withHeader("Authorization", "DPoP " + plain)
              .withHeader("DPoP", holder.proof("GET", uri, plain))
              .get("/a"));
    }
    sluice.assertNoSecretInLogs();
  }

  @Test
  @DisplayName("RFC 8705: a token of a certificate needs the connection of that certificate")
  void certificate_ofConnection() {
    try (ListenerRows rows = new ListenerRows(sluice, "bound-mtls")) {
      requireTokens(rows);
      rows.writeSecret("bound-mtls", authority, "localhost");
      String tls =
          ", '{\"client_certificates\": {\"ca\": \"bound-mtls\", \"mode\": \"optional\"}}'";
      int port = rows.addHttps("https", "bound-mtls", ", tls", tls);
      TestCa.Issued own = authority.issue(WORKLOAD);
      byte[] digest = digest(own);
      String token =
          token("x5t#S256", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
      ListenerRows.await(ACCEPTED, () -> status(rows, port, own, "Bearer " + token));
      assertEquals(
          REJECTED, status(rows, port, authority.issue(WORKLOAD), "Bearer " + token), "renewed");
      String forged = "x-forwarded-client-cert: Hash=" + HexFormat.of().formatHex(digest);
      try (TlsSocket socket = TlsSocket.open(port, "localhost")) {
        String answer = socket.get(rows.host(), "/", "authorization: Bearer " + token, forged);
        assertTrue(answer.startsWith("HTTP/1.1 " + REJECTED), answer);
        assertTrue(answer.contains("Bearer realm=\"sluice\", error=\"invalid_token\""), answer);
      }

      StubDpopClient holder = new StubDpopClient();
      String both =
          sluice
              .stack()
              .issuer()
              .token(
                  "developer",
                  Map.of(
                      "cnf",
                      Map.of(
                          "jkt",
                          holder.thumbprint(),
                          "x5t#S256",
                          Base64.getUrlEncoder().withoutPadding().encodeToString(digest))));
      String proof =
          "\r\ndpop: " + holder.proof("GET", "https://" + rows.host() + ":" + port + "/", both);
      assertEquals(REJECTED, status(rows, port, authority.issue(WORKLOAD), "DPoP " + both + proof));
      assertEquals(REJECTED, status(rows, port, own, "DPoP " + both));
      assertEquals(ACCEPTED, status(rows, port, own, "DPoP " + both + proof));
    }
  }

  /** Lets the publish of the product require tokens of the sample issuer. */
  private void requireTokens(ListenerRows rows) {
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = 'oauth2', auth_config = '{\"issuer\":"
                + " \"default\"}' from products where products.id = product_id and slug = ?",
            rows.provider().slug());
  }

  private String token(String member, String value) {
    return sluice.stack().issuer().token("developer", Map.of("cnf", Map.of(member, value)));
  }

  private static byte[] digest(TestCa.Issued issued) {
    try {
      return Sha256.of(issued.certificate().getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String status(
      ListenerRows rows, int port, TestCa.Issued own, String authorization) {
    try (TlsSocket socket = TlsSocket.open(port, "localhost", own)) {
      return socket
          .get(rows.host(), "/", "authorization: " + authorization)
          .substring("HTTP/1.1 ".length())
          .substring(0, 3);
    }
  }

  private static void assertRejected(String error, GatewayResponse answer) {
    assertEquals("401 AUTH_INVALID_TOKEN", answer.status() + " " + answer.errorCode());
    String challenge = answer.header("www-authenticate").orElseThrow();
    assertTrue(challenge.startsWith("DPoP realm=\"sluice\", error=\"" + error + "\""), challenge);
    assertTrue(challenge.contains("algs=\""), challenge);
  }
}
