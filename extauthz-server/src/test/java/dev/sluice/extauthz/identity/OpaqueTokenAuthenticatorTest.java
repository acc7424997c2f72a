package dev.sluice.extauthz.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jwks.TestJwksServer;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialTable;
import dev.sluice.extauthz.identity.revocation.RevocationTable;
import dev.sluice.extauthz.identity.revocation.RevocationTarget;
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

class OpaqueTokenAuthenticatorTest {
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
      new IssuerRegistry(
          NativeCrypto.none(),
          SignatureExecutor.onCallingThread(),
          clock,
          new RecordingIssuerListener());
  private RevocationTable revocations = RevocationTable.empty();
  private final OpaqueTokenAuthenticator authenticator =
      new OpaqueTokenAuthenticator(
          registry,
          new RouteTokenCheck.Factory(
              new CredentialRegistry(CredentialTable::empty, () -> revocations), clock));
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
  void authenticate_secondTime_isCached() {
    var first =
        assertInstanceOf(AuthenticationResult.Authenticated.class, settled("opaque", "legacy"));
    var caller = assertInstanceOf(Identity.Caller.class, first.identity());
    assertEquals("alice", caller.subject());
    assertEquals("legacy", caller.issuer());
    assertEquals(CredentialKind.OPAQUE, first.kind());
    assertFalse(first.cached());
    assertTrue(
        assertInstanceOf(AuthenticationResult.Authenticated.class, settled("opaque", "legacy"))
            .cached());
    assertEquals(1, issuer.requests());
  }

  @Test
  void authenticate_inactiveTokenOrIssuerDown() {
    issuer.answer(200, "{\"active\": false}");
    var refused = assertInstanceOf(AuthenticationResult.Rejected.class, settled("bad", "legacy"));
    assertEquals(RejectionReason.BAD_CREDENTIAL, refused.reason());
    assertEquals("inactive", refused.detail());
    issuer.answer(500, "{}");
    var away = assertInstanceOf(AuthenticationResult.Rejected.class, settled("other", "legacy"));
    assertEquals(RejectionReason.UNAVAILABLE, away.reason());
    assertEquals("introspection-away", away.detail());
  }

  @Test
  void authenticate_scopesAndRevocations() {
    assertInstanceOf(AuthenticationResult.Authenticated.class, settled("opaque", "legacy"));
    assertEquals(
        RejectionReason.MISSING_SCOPE,
        assertInstanceOf(
                AuthenticationResult.Rejected.class,
                settled(
                    "opaque", new AuthRequirement.Token(List.of("legacy"), "", List.of("write"))))
            .reason());
    var entry =
        new RevocationTable.RevocationEntry(
            "r", new RevocationTarget.SingleToken("legacy", "j-1"), RevocationTable.ALWAYS);
    revocations = RevocationTable.empty().with(List.of(entry), List.of());
    assertEquals(
        "revoked",
        assertInstanceOf(AuthenticationResult.Rejected.class, settled("opaque", "legacy"))
            .detail());
  }

  @Test
  void authenticate_onlyIntrospectedIssuer() {
    assertTrue(ask("opaque", "default").isEmpty());
    assertTrue(ask("a.b.c", "default", "legacy").isEmpty(), "a signed one is read here");
    assertTrue(ask("a.b.c", "legacy").isPresent());
    assertTrue(ask("opaque", "default", "legacy").isPresent());
    assertEquals(
        "size",
        assertInstanceOf(
                AuthenticationResult.Rejected.class, settled("x".repeat(16 * 1024 + 1), "legacy"))
            .detail());
  }

  private Optional<AuthenticationResult> ask(String token, String... issuers) {
    return authenticator.authenticate(
        token, new AuthRequirement.Token(List.of(issuers), "", List.of()), policy);
  }

  private AuthenticationResult.Completed settled(String token, String... issuers) {
    return settled(token, new AuthRequirement.Token(List.of(issuers), "", List.of()));
  }

  private AuthenticationResult.Completed settled(String token, AuthRequirement.Token requirement) {
    return switch (authenticator.authenticate(token, requirement, policy).orElseThrow()) {
      case AuthenticationResult.Completed settled -> settled;
      case AuthenticationResult.Pending(var later) -> later.join();
    };
  }
}
