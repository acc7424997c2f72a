package dev.sluice.extauthz.identity.opaque;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.token.SignatureChecks;
import dev.sluice.common.token.TestClock;
import dev.sluice.common.token.TestIssuer;
import dev.sluice.common.token.TestJwksServer;
import dev.sluice.common.token.TokenAlgorithm;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.identity.issued.CredentialTable;
import dev.sluice.extauthz.identity.issued.Register;
import dev.sluice.extauthz.identity.jwt.Admissions;
import dev.sluice.extauthz.identity.jwt.IssuerRegistry;
import dev.sluice.extauthz.identity.jwt.RecordingWatch;
import dev.sluice.extauthz.identity.revoked.RevocationTable;
import dev.sluice.extauthz.identity.revoked.Target;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.TestPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpaqueAuthenticatorTest {
  private static final TestIssuer SIGNED = TestIssuer.create(TokenAlgorithm.ES256, "k");
  private static final String ALICE =
      """
      {"active": true, "sub": "alice", "tid": "t", "pid": "p", "wid": "w", "scope": "read",
       "jti": "j-1", "role": "viewer", "client_id": "shop"}
      """;

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();
  private final TestJwksServer issuer = new TestJwksServer(ALICE);
  private final IssuerRegistry registry =
      new IssuerRegistry(NativeCrypto.none(), SignatureChecks.here(), clock, new RecordingWatch());
  private RevocationTable revocations = RevocationTable.empty();
  private final OpaqueAuthenticator authenticator =
      new OpaqueAuthenticator(
          registry, new Admissions(new Register(CredentialTable::empty, () -> revocations), clock));
  private AuthzPolicy policy = TestPolicies.policy();

  @BeforeEach
  void secret() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "canary\n");
    policy =
        TestPolicies.policy(
            TestPolicies.issuer("default", "", Optional.of(TestIssuer.jwks(SIGNED))),
            TestPolicies.asked("legacy", issuer.uri(), secret));
  }

  @AfterEach
  void close() {
    registry.close();
    issuer.close();
  }

  @Test
  void authenticate_answerOfTheIssuer_thenItsMemory() {
    var first = assertInstanceOf(Authentication.Known.class, settled("opaque", "legacy"));
    var caller = assertInstanceOf(Identity.Caller.class, first.identity());
    assertEquals("alice", caller.subject());
    assertEquals("legacy", caller.issuer());
    assertEquals(CredentialKind.OPAQUE, first.kind());
    assertFalse(first.remembered());
    assertTrue(
        assertInstanceOf(Authentication.Known.class, settled("opaque", "legacy")).remembered());
    assertEquals(1, issuer.requests());
  }

  @Test
  void authenticate_refusedAndAway() {
    issuer.answer(200, "{\"active\": false}");
    var refused = assertInstanceOf(Authentication.Rejected.class, settled("bad", "legacy"));
    assertEquals(Rejection.BAD_CREDENTIAL, refused.rejection());
    assertEquals("inactive", refused.detail());
    issuer.answer(500, "{}");
    var away = assertInstanceOf(Authentication.Rejected.class, settled("other", "legacy"));
    assertEquals(Rejection.UNAVAILABLE, away.rejection());
    assertEquals("introspection-away", away.detail());
  }

  @Test
  void authenticate_scopesAndRevocation() {
    assertInstanceOf(Authentication.Known.class, settled("opaque", "legacy"));
    assertEquals(
        Rejection.MISSING_SCOPE,
        assertInstanceOf(
                Authentication.Rejected.class,
                settled(
                    "opaque", new AuthRequirement.Token(List.of("legacy"), "", List.of("write"))))
            .rejection());
    var entry =
        new RevocationTable.Entry("r", new Target.Token("legacy", "j-1"), RevocationTable.ALWAYS);
    revocations = RevocationTable.empty().with(List.of(entry), List.of());
    assertEquals(
        "revoked",
        assertInstanceOf(Authentication.Rejected.class, settled("opaque", "legacy")).detail());
  }

  @Test
  void authenticate_whoIsAsked() {
    assertTrue(ask("opaque", "default").isEmpty());
    assertTrue(ask("a.b.c", "default", "legacy").isEmpty(), "a signed one is read here");
    assertTrue(ask("a.b.c", "legacy").isPresent());
    assertTrue(ask("opaque", "default", "legacy").isPresent());
    assertEquals(
        "size",
        assertInstanceOf(
                Authentication.Rejected.class, settled("x".repeat(16 * 1024 + 1), "legacy"))
            .detail());
  }

  private Optional<Authentication> ask(String token, String... issuers) {
    return authenticator.authenticate(
        token, new AuthRequirement.Token(List.of(issuers), "", List.of()), policy);
  }

  private Authentication.Settled settled(String token, String... issuers) {
    return settled(token, new AuthRequirement.Token(List.of(issuers), "", List.of()));
  }

  private Authentication.Settled settled(String token, AuthRequirement.Token requirement) {
    return switch (authenticator.authenticate(token, requirement, policy).orElseThrow()) {
      case Authentication.Settled settled -> settled;
      case Authentication.Waiting(var later) -> later.join();
    };
  }
}
