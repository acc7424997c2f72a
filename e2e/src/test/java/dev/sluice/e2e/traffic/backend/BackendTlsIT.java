package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.TestCa;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of TLS from the gateway to backends. */
@ExtendWith(TestEnvironmentExtension.class)
final class BackendTlsIT {
  private static final String UNAVAILABLE = "503 UPSTREAM_UNAVAILABLE";
  private static final String[] BOTH = {"TLSv1.2", "TLSv1.3"};

  private final TestEnvironment sluice;
  private final TestCa authority = new TestCa("partner");

  BackendTlsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void nameAndAuthority_decideWhoIsTrusted() throws IOException {
    trust("tls-names-ca", authority);
    try (TlsUpstream upstream = new TlsUpstream(authority.issueForHosts("a.example.com"), BOTH);
        BackendProduct product = encrypted("tls-names", upstream)) {
      product.set(tls("'sni': 'a.example.com', 'ca_secret': 'tls-names-ca'")).publish();
      TlsUpstream.TlsConnection seen = upstream.lastConnection().orElseThrow();
      assertEquals("TLSv1.3", seen.version());
      assertEquals("a.example.com", seen.sni());
      for (String refused :
          List.of(
              "'sni': 'b.example.com', 'ca_secret': 'tls-names-ca'",
              "'sni': 'a.example.com', 'subject_alt_names': ['*.example.org'],"
                  + " 'ca_secret': 'tls-names-ca'",
              "'sni': 'a.example.com'")) {
        product.set(tls(refused));
        await(product, UNAVAILABLE);
        product.set(tls("'subject_alt_names': ['*.example.com'], 'ca_secret': 'tls-names-ca'"));
        await(product, "tls");
      }
    }
  }

  @Test
  void uriAndAddress_ofCertificate_areCompared() throws IOException {
    trust("tls-san-ca", authority);
    String uri = "spiffe://shop.example/ns/api";
    assertCompares("tls-uri", authority.issue(uri), uri, "spiffe://shop.example/ns/web");
    assertCompares("tls-urn", authority.issue("urn:shop:api"), "urn:shop:api", "urn:shop:web");
    assertCompares("tls-ip", authority.issueForAddress("127.0.0.1"), "127.0.0.1", "127.0.0.2");
  }

  /** Checks that a certificate is accepted by a name of it, and refused by another name. */
  private void assertCompares(String name, TestCa.Issued certificate, String own, String other) {
    String names = "'subject_alt_names': ['%s'], 'ca_secret': 'tls-san-ca'";
    try (TlsUpstream upstream = new TlsUpstream(certificate, BOTH);
        BackendProduct product = encrypted(name, upstream)) {
      product.set(tls(names.formatted(own))).publish();
      product.set(tls(names.formatted(other)));
      await(product, UNAVAILABLE);
    }
  }

  @Test
  void rotatedAuthority_isTrustedAtOnce() throws IOException {
    TestCa next = new TestCa("next");
    trust("tls-rotated-ca", authority);
    try (TlsUpstream before = new TlsUpstream(authority.issueForHosts("a.example.com"), BOTH);
        TlsUpstream after = new TlsUpstream(next.issueForHosts("a.example.com"), BOTH);
        BackendProduct product = encrypted("tls-rotated", before)) {
      product.set(tls("'sni': 'a.example.com', 'ca_secret': 'tls-rotated-ca'")).publish();
      product.setEndpoint(before.port(), "port = " + after.port());
      await(product, UNAVAILABLE);
      trust("tls-rotated-ca", next);
      await(product, "tls");
    }
  }

  @Test
  void missingAuthority_isAFindingAndNobodyIsTrusted() {
    try (TlsUpstream upstream = new TlsUpstream(authority.issueForHosts("a.example.com"), BOTH);
        BackendProduct product = encrypted("tls-missing", upstream)) {
      product.set(tls("'sni': 'a.example.com', 'ca_secret': 'tls-no-such-ca'")).publish(503);
      ConditionWait.awaitTrue(
          "the finding is there",
          ControlPlaneState.LIMIT,
          () ->
              sluice.controlPlane().findings("backends", "tls-missing").stream()
                  .anyMatch(finding -> finding.startsWith("plan|tls/ca_secret|")));
      assertTrue(upstream.lastConnection().isEmpty());
    }
  }

  @Test
  void minimumVersion_refusesOlderBackends() throws IOException {
    trust("tls-version-ca", authority);
    try (TlsUpstream upstream =
            new TlsUpstream(authority.issueForHosts("a.example.com"), "TLSv1.2");
        BackendProduct product = encrypted("tls-version", upstream)) {
      product.set(tls("'sni': 'a.example.com', 'ca_secret': 'tls-version-ca'")).publish();
      assertEquals("TLSv1.2", upstream.lastConnection().orElseThrow().version());
      product.set(
          tls("'sni': 'a.example.com', 'ca_secret': 'tls-version-ca', 'min_version': '1.3'"));
      await(product, UNAVAILABLE);
    }
  }

  @Test
  void maximumVersion_isKept() throws IOException {
    trust("tls-max-ca", authority);
    try (TlsUpstream upstream = new TlsUpstream(authority.issueForHosts("a.example.com"), BOTH);
        BackendProduct product = encrypted("tls-max", upstream)) {
      product
          .set(tls("'sni': 'a.example.com', 'ca_secret': 'tls-max-ca', 'max_version': '1.2'"))
          .publish();
      assertEquals("TLSv1.2", upstream.lastConnection().orElseThrow().version());
    }
  }

  @Test
  void http2_isSpokenToTheBackend() throws IOException {
    trust("tls-http2-ca", authority);
    try (TlsUpstream upstream = new TlsUpstream(authority.issueForHosts("a.example.com"), BOTH);
        BackendProduct product = encrypted("tls-http2", upstream)) {
      product.set(tls("'sni': 'a.example.com', 'ca_secret': 'tls-http2-ca'")).publish();
      assertFalse(upstream.lastConnection().orElseThrow().http2());
      product.set(tls("'sni': 'a.example.com', 'ca_secret': 'tls-http2-ca', 'http2': true"));
      ConditionWait.awaitTrue(
          "the upstream sees HTTP/2",
          ControlPlaneState.LIMIT,
          () -> {
            product.client().get("/");
            return upstream
                .lastConnection()
                .filter(seen -> seen.http2() && seen.alpn().equals("h2"))
                .isPresent();
          });
    }
  }

  private BackendProduct encrypted(String name, TlsUpstream upstream) {
    return new BackendProduct(sluice, name, upstream.port()).set("scheme = 'https'");
  }

  private static String tls(String members) {
    return "tls = '{" + members.replace('\'', '"') + "}'";
  }

  /** Writes the authorities of a secret. */
  private void trust(String secret, TestCa trusted) throws IOException {
    Path folder = Files.createTempDirectory("ca");
    trusted.issueForHosts("unused").write(folder, trusted);
    Files.move(
        folder.resolve("ca.crt"),
        sluice.stack().settings().secretsFolder().resolve(secret + ".ca.crt"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void await(BackendProduct product, String outcome) {
    ConditionWait.awaitTrue(
        "a request ends with " + outcome,
        ControlPlaneState.LIMIT,
        () -> BackendProduct.outcome(product.client().get("/")).equals(outcome));
  }
}
