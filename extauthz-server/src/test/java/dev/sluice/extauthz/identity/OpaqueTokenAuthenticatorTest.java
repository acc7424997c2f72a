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
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.holder.TestCarrier;
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
              new CredentialRegistry(CredentialTable::empty, () -> revocations),
              HolderCheck.withDefaults(clock),
              clock));
  private AuthzPolicy policy = TestPolicies.policy();

  @BeforeEach
  void secret() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "canary\n");
    policy =
        TestPolicies.policy(
            TestPolicies.issuer("default", "", Optional.of(TestIssuer.jwks(SIGNED))),
            TestPolicies.introspected("legacy", issuer.uri(), secret));
  }

  @AfterEach
  void close() {
    registry.close();
    issuer.close();
  }

  @Test
  void authenticate_secondTime_isCached() {
    var first =
        assertInstanceOf(AuthenticationResult.Authenticated.class, completed("opaque", "legacy"));
    var caller = assertInstanceOf(Identity.Caller.class, first.identity());
    assertEquals("alice", caller.subject());
    assertEquals("legacy", caller.issuer());
    assertEquals(CredentialKind.OPAQUE, first.kind());
    assertFalse(first.cached());
    assertTrue(
        assertInstanceOf(AuthenticationResult.Authenticated.class, completed("opaque", "legacy"))
            .cached());
    assertEquals(1, issuer.requests());
  }

  @Test
  void authenticate_inactiveTokenOrIssuerDown() {
    issuer.answer(200, "{\"active\": false}");
    var rejected =
        assertInstanceOf(AuthenticationResult.Rejected.class, completed("bad", "legacy"));
    assertEquals(RejectionReason.BAD_CREDENTIAL, rejected.reason());
    assertEquals("inactive", rejected.detail());
    issuer.answer(500, "{}");
    var away = assertInstanceOf(AuthenticationResult.Rejected.class, completed("other", "legacy"));
    assertEquals(RejectionReason.UNAVAILABLE, away.reason());
    assertEquals("introspection-away", away.detail());
  }

  @Test
  void authenticate_scopesAndRevocations() {
    assertInstanceOf(AuthenticationResult.Authenticated.class, completed("opaque", "legacy"));
    assertEquals(
        RejectionReason.MISSING_SCOPE,
        assertInstanceOf(
                AuthenticationResult.Rejected.class,
                completed(
                    "opaque", new AuthRequirement.Token(List.of("legacy"), "", List.of("write"))))
            .reason());
    var entry =
        new RevocationTable.RevocationEntry(
            "r", new RevocationTarget.SingleToken("legacy", "j-1"), RevocationTable.ALWAYS);
    revocations = RevocationTable.empty().with(List.of(entry), List.of());
    assertEquals(
        "revoked",
        assertInstanceOf(AuthenticationResult.Rejected.class, completed("opaque", "legacy"))
            .detail());
  }

  @Test
  void authenticate_onlyIntrospectedIssuer() {
    assertTrue(authenticate("opaque", "default").isEmpty());
    assertTrue(authenticate("a.b.c", "default", "legacy").isEmpty(), "a signed one is read here");
    assertTrue(authenticate("a.b.c", "legacy").isPresent());
    assertTrue(authenticate("opaque", "default", "legacy").isPresent());
    assertEquals(
        "size",
        assertInstanceOf(
                AuthenticationResult.Rejected.class, completed("x".repeat(16 * 1024 + 1), "legacy"))
            .detail());
  }

  private Optional<AuthenticationResult> authenticate(String token, String... issuers) {
    return authenticator.authenticate(
        TestCarrier.bearer(token),
        new AuthRequirement.Token(List.of(issuers), "", List.of()),
        policy);
  }

  private AuthenticationResult.Completed completed(String token, String... issuers) {
    return completed(token, new AuthRequirement.Token(List.of(issuers), "", List.of()));
  }

  private AuthenticationResult.Completed completed(
      String token, AuthRequirement.Token requirement) {
    return switch (authenticator
        .authenticate(TestCarrier.bearer(token), requirement, policy)
        .orElseThrow()) {
      case AuthenticationResult.Completed completed -> completed;
      case AuthenticationResult.Pending(var later) -> later.join();
    };
  }
}
