package dev.sluice.extauthz.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialTable;
import dev.sluice.extauthz.identity.issued.TestCredentials;
import dev.sluice.extauthz.identity.revocation.RevocationTable;
import dev.sluice.extauthz.identity.revocation.RevocationTarget;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.TestPolicies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTokenCheckTest {
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.ES256, "k");

  private final TestClock clock = new TestClock();
  private CredentialTable credentials = CredentialTable.empty();
  private RevocationTable revocations = RevocationTable.empty();
  private final IssuerRegistry registry =
      new IssuerRegistry(
          NativeCrypto.none(),
          SignatureExecutor.onCallingThread(),
          clock,
          new RecordingIssuerListener());
  private final JwtAuthenticator authenticator =
      new JwtAuthenticator(
          registry,
          new RouteTokenCheck.Factory(
              new CredentialRegistry(() -> credentials, () -> revocations),
              HolderCheck.withDefaults(clock),
              clock));
  private final AuthzPolicy policy =
      TestPolicies.policy(TestPolicies.issuer("default", "", Optional.of(TestIssuer.jwks(ISSUER))));
  private final Map<String, Object> claims = TestIssuer.claims(clock.seconds());

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void checkToken_cachedAndRevoked_isRejected() {
    claims.put("jti", "j-1");
    String token = ISSUER.token(claims);
    assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(token, ""));
    assertTrue(
        assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(token, ""))
            .cached());
    for (RevocationTarget target :
        List.of(
            new RevocationTarget.SingleToken("default", "j-1"),
            new RevocationTarget.AllOfSubject("default", "u-1"),
            new RevocationTarget.AllOfIssuer("default"),
            new RevocationTarget.AllOfTenant(Set.of("t-1")))) {
      revoke(target, RevocationTable.ALWAYS);
      assertEquals("revoked", detail(authenticate(token, "")), target.toString());
      revoke(target, (clock.seconds() - 3600) * 1000);
      assertInstanceOf(
          AuthenticationResult.Authenticated.class, authenticate(token, ""), "issued since");
    }
    revoke(new RevocationTarget.SingleToken("default", "j-2"), RevocationTable.ALWAYS);
    assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(token, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"azp", "client_id"})
  void checkToken_subscribedClient(String claim) {
    credentials = CredentialTable.empty().with(List.of(TestCredentials.client("shop")), List.of());
    claims.put(claim, "shop");
    claims.remove("pid");
    claims.remove("wid");
    Identity.Caller caller = caller(authenticate(ISSUER.token(claims), "ai"));
    assertEquals("u-1", caller.subject());
    assertEquals("tenant-1", caller.tenant(), "the customer, whatever the token says");
    assertEquals("sub-1", caller.project());
    assertEquals("sub-1", caller.workspace());
    assertEquals(
        credentials.byClient("default", "shop"), Optional.ofNullable(caller.issuedCredential()));
    claims.remove("sub");
    assertEquals("app-1", caller(authenticate(ISSUER.token(claims), "ai")).subject());
  }

  @Test
  void checkToken_otherClient_isRejected() {
    credentials = CredentialTable.empty().with(List.of(TestCredentials.client("shop")), List.of());
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")));
    claims.put("azp", "unknown");
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")));
    claims.put("client_id", "shop");
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")), "of both");
    claims.put("azp", "shop");
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "other")));
    assertInstanceOf(
        AuthenticationResult.Authenticated.class, authenticate(ISSUER.token(claims), "ai"));
    credentials = credentials.withRevoked(List.of("c1"), List.of());
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")));
    assertInstanceOf(
        AuthenticationResult.Authenticated.class, authenticate(ISSUER.token(claims), ""));
  }

  @Test
  void checkToken_scopesOfTokenAndCredential() {
    claims.put("azp", "shop");
    claims.put("scope", "read write");
    String token = ISSUER.token(claims);
    credentials =
        CredentialTable.empty().with(List.of(TestCredentials.client("shop", "read")), List.of());
    assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(token, "ai", "read"));
    assertEquals("scope", detail(authenticate(token, "ai", "write")));
    credentials =
        CredentialTable.empty()
            .with(List.of(TestCredentials.client("shop", "read", "own")), List.of());
    assertEquals("scope", detail(authenticate(token, "ai", "own")));
  }

  private void revoke(RevocationTarget target, long before) {
    revocations =
        RevocationTable.empty()
            .with(List.of(new RevocationTable.RevocationEntry("r", target, before)), List.of());
  }

  private AuthenticationResult.Completed authenticate(
      String token, String publish, String... scopes) {
    var requirement = new AuthRequirement.Token(List.of("default"), "", List.of(scopes), publish);
    return switch (TestTokenChecks.authenticate(token, authenticator, requirement, policy)) {
      case AuthenticationResult.Completed completed -> completed;
      case AuthenticationResult.Pending(var later) -> later.join();
    };
  }

  private static Identity.Caller caller(AuthenticationResult answer) {
    var authenticated = assertInstanceOf(AuthenticationResult.Authenticated.class, answer);
    return assertInstanceOf(Identity.Caller.class, authenticated.identity());
  }

  private static String detail(AuthenticationResult answer) {
    return assertInstanceOf(AuthenticationResult.Rejected.class, answer).detail();
  }
}
