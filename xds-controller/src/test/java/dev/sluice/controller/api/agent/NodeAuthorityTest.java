package dev.sluice.controller.api.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.controller.api.http.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-68")
final class NodeAuthorityTest {
  private static final AgentIdentity AGENT =
      new AgentIdentity(UUID.randomUUID(), UUID.randomUUID(), "edge", "one", "envoy", "edge/one");

  @TempDir Path folder;

  private static String problem(AuthorityFiles files) {
    InvalidAuthorityException e =
        assertThrows(InvalidAuthorityException.class, () -> NodeAuthority.read(files));
    return e.key() + " " + e.getMessage();
  }

  private IssuedCertificate issued(TestAuthority authority, Duration lifetime) throws IOException {
    return new CertificateIssuer(
            authority.write(folder), lifetime, InstantSource.system(), new SimpleMeterRegistry())
        .issue(AGENT, CertificateRequest.parse(TestRequests.forName("spiffe://evil/a/b/c")));
  }

  @Test
  @DisplayName("C-68 a certificate names its agent and nothing else")
  void issue_requestForOtherName_namesAgent() throws Exception {
    TestAuthority authority = new TestAuthority(Duration.ofDays(1));
    IssuedCertificate issued = issued(authority, Duration.ofHours(1));
    X509Certificate leaf = issued.chain().getFirst();
    leaf.verify(authority.certificate().getPublicKey());
    assertEquals("spiffe://test.example/sluice/envoy/" + AGENT.agentId(), issued.id().toString());
    assertEquals(issued.id(), SpiffeId.of(leaf));
    assertEquals(1, leaf.getSubjectAlternativeNames().size());
    assertEquals("CN=" + AGENT.agentId(), leaf.getSubjectX500Principal().getName());
    assertEquals(List.of("1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
    assertEquals(-1, leaf.getBasicConstraints());
    assertTrue(leaf.getNotBefore().toInstant().isBefore(Instant.now().minusSeconds(50)));
    assertEquals(List.of(leaf), issued.chain());
    assertEquals(List.of(authority.certificate()), issued.trusted());
  }

  @Test
  void issue_longLifetime_endsWithTheAuthority() throws IOException {
    TestAuthority authority = new TestAuthority(Duration.ofHours(1));
    assertEquals(
        authority.certificate().getNotAfter().toInstant(),
        issued(authority, Duration.ofDays(1)).expiresAt());
  }

  @Test
  void read_unusableFiles_areReported() throws IOException {
    AuthorityFiles good = new TestAuthority(Duration.ofDays(1)).write(folder);
    Path other = Files.createDirectory(folder.resolve("other"));
    AuthorityFiles another = new TestAuthority(Duration.ofDays(1)).write(other);
    assertEquals(
        "key is not the key of the certificate",
        problem(new AuthorityFiles(good.certificate(), another.key(), good.trusted(), "a")));
    assertTrue(
        problem(new AuthorityFiles(good.certificate(), good.key(), another.trusted(), "a"))
            .contains("is not issued by an authority in xds.tls.ca"));
    assertTrue(
        problem(new TestAuthority(Duration.ofDays(1), false).write(folder)).contains("CA:TRUE"));
    assertTrue(
        problem(new TestAuthority(Duration.ofHours(-1)).write(folder)).contains("has expired"));
    Files.writeString(good.key(), "secret");
    String text = problem(good);
    assertTrue(text.startsWith("key must have a private key in PEM"), text);
    assertFalse(text.contains("secret"), text);
  }

  @Test
  void issue_afterTheAuthority_isRejected() throws IOException {
    AuthorityFiles files = new TestAuthority(Duration.ofHours(1)).write(folder);
    CertificateIssuer issuer =
        new CertificateIssuer(
            files,
            Duration.ofHours(1),
            InstantSource.fixed(Instant.now().plusSeconds(7200)),
            new SimpleMeterRegistry());
    CertificateRequest request = CertificateRequest.parse(TestRequests.valid());
    assertThrows(ProblemException.class, () -> issuer.issue(AGENT, request));
  }
}
