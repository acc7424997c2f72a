package dev.sluice.extauthz.identity.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.NativeCrypto;
import dev.sluice.common.token.SignatureChecks;
import dev.sluice.common.token.TestClock;
import dev.sluice.common.token.TestIssuer;
import dev.sluice.common.token.TokenAlgorithm;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.CredentialTable;
import dev.sluice.extauthz.identity.issued.Register;
import dev.sluice.extauthz.identity.issued.TestKeys;
import dev.sluice.extauthz.identity.revoked.RevocationTable;
import dev.sluice.extauthz.identity.revoked.Target;
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

class AdmissionTest {
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.ES256, "k");

  private final TestClock clock = new TestClock();
  private CredentialTable credentials = CredentialTable.empty();
  private RevocationTable revocations = RevocationTable.empty();
  private final IssuerRegistry registry =
      new IssuerRegistry(NativeCrypto.none(), SignatureChecks.here(), clock, new RecordingWatch());
  private final JwtAuthenticator authenticator =
      new JwtAuthenticator(
          registry, new Admissions(new Register(() -> credentials, () -> revocations), clock));
  private final AuthzPolicy policy =
      TestPolicies.policy(TestPolicies.issuer("default", "", Optional.of(TestIssuer.jwks(ISSUER))));
  private final Map<String, Object> claims = TestIssuer.claims(clock.seconds());

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void admit_rememberedToken_untilItIsRevoked() {
    claims.put("jti", "j-1");
    String token = ISSUER.token(claims);
    assertInstanceOf(Authentication.Known.class, authenticate(token, ""));
    assertTrue(assertInstanceOf(Authentication.Known.class, authenticate(token, "")).remembered());
    for (Target target :
        List.of(
            new Target.Token("default", "j-1"),
            new Target.Subject("default", "u-1"),
            new Target.Issuer("default"),
            new Target.Tenant(Set.of("t-1")))) {
      revoke(target, RevocationTable.ALWAYS);
      assertEquals("revoked", detail(authenticate(token, "")), target.toString());
      revoke(target, (clock.seconds() - 3600) * 1000);
      assertInstanceOf(Authentication.Known.class, authenticate(token, ""), "issued since");
    }
    revoke(new Target.Token("default", "j-2"), RevocationTable.ALWAYS);
    assertInstanceOf(Authentication.Known.class, authenticate(token, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"azp", "client_id"})
  void admit_clientOfASubscription(String claim) {
    credentials = CredentialTable.empty().with(List.of(TestKeys.client("shop")), List.of());
    claims.put(claim, "shop");
    claims.remove("pid");
    claims.remove("wid");
    Identity.Caller caller = caller(authenticate(ISSUER.token(claims), "ai"));
    assertEquals("u-1", caller.subject());
    assertEquals("tenant-1", caller.tenant(), "the customer, whatever the token says");
    assertEquals("sub-1", caller.project());
    assertEquals("sub-1", caller.workspace());
    assertEquals(credentials.byClient("default", "shop"), Optional.ofNullable(caller.issued()));
    claims.remove("sub");
    assertEquals("app-1", caller(authenticate(ISSUER.token(claims), "ai")).subject());
  }

  @Test
  void admit_otherClients() {
    credentials = CredentialTable.empty().with(List.of(TestKeys.client("shop")), List.of());
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")));
    claims.put("azp", "unknown");
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")));
    claims.put("client_id", "shop");
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")), "of both");
    claims.put("azp", "shop");
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "other")));
    assertInstanceOf(Authentication.Known.class, authenticate(ISSUER.token(claims), "ai"));
    credentials = credentials.withRevoked(List.of("c1"), List.of());
    assertEquals("no-subscription", detail(authenticate(ISSUER.token(claims), "ai")));
    assertInstanceOf(Authentication.Known.class, authenticate(ISSUER.token(claims), ""));
  }

  @Test
  void admit_noMoreThanTheTokenAndTheCredentialBothAllow() {
    claims.put("azp", "shop");
    claims.put("scope", "read write");
    String token = ISSUER.token(claims);
    credentials = CredentialTable.empty().with(List.of(TestKeys.client("shop", "read")), List.of());
    assertInstanceOf(Authentication.Known.class, authenticate(token, "ai", "read"));
    assertEquals("scope", detail(authenticate(token, "ai", "write")));
    credentials =
        CredentialTable.empty().with(List.of(TestKeys.client("shop", "read", "own")), List.of());
    assertEquals("scope", detail(authenticate(token, "ai", "own")));
  }

  private void revoke(Target target, long before) {
    revocations =
        RevocationTable.empty()
            .with(List.of(new RevocationTable.Entry("r", target, before)), List.of());
  }

  private Authentication.Settled authenticate(String token, String publish, String... scopes) {
    var requirement = new AuthRequirement.Token(List.of("default"), "", List.of(scopes), publish);
    return switch (Asking.about(token, authenticator, requirement, policy)) {
      case Authentication.Settled settled -> settled;
      case Authentication.Waiting(var later) -> later.join();
    };
  }

  private static Identity.Caller caller(Authentication answer) {
    var known = assertInstanceOf(Authentication.Known.class, answer);
    return assertInstanceOf(Identity.Caller.class, known.identity());
  }

  private static String detail(Authentication answer) {
    return assertInstanceOf(Authentication.Rejected.class, answer).detail();
  }
}
