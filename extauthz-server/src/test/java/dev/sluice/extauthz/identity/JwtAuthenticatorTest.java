package dev.sluice.extauthz.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.key.NativeCrypto;
import dev.sluice.common.token.verify.SignatureExecutor;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.extauthz.identity.holder.HolderCheck;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.TestPolicies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticatorTest {
  private static final TestIssuer OURS = TestIssuer.create(TokenAlgorithm.RS256, "k");
  private static final TestIssuer PARTNER = TestIssuer.create(TokenAlgorithm.ES256, "k");
  private static final AuthRequirement.Token OURS_ONLY = requirement("default");

  private final TestClock clock = new TestClock();
  private final RecordingIssuerListener watch = new RecordingIssuerListener();
  private final IssuerRegistry registry =
      new IssuerRegistry(NativeCrypto.none(), SignatureExecutor.onCallingThread(), clock, watch);
  private final JwtAuthenticator authenticator =
      new JwtAuthenticator(
          registry,
          new RouteTokenCheck.Factory(
              CredentialRegistry.empty(), HolderCheck.withDefaults(clock), clock));
  private final AuthzPolicy policy =
      TestPolicies.policy(
          TestPolicies.issuer("default", "", Optional.of(TestIssuer.jwks(OURS))),
          TestPolicies.issuer("partner", "urn:partner", Optional.of(TestIssuer.jwks(PARTNER))),
          TestPolicies.issuer("keyless", "urn:keyless", Optional.empty()));
  private final Map<String, Object> claims = TestIssuer.claims(clock.seconds());

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void authenticate_shortNames() {
    assertEquals(
        new Identity.Caller(
            "u-1", "t-1", "p-1", "w-1", "developer", AccessLevel.DEVELOPER, "default"),
        identity(OURS.token(claims)));
  }

  @Test
  void authenticate_longNames() {
    for (String[] names :
        new String[][] {
          {"sub", "user_id"}, {"tid", "tenant_id"}, {"pid", "project_id"}, {"wid", "workspace_id"}
        }) {
      Object value = claims.remove(names[0]);
      assertEquals(RejectionReason.INCOMPLETE_CLAIMS, rejection(OURS.token(claims)));
      claims.put(names[1], value);
    }
    assertEquals("u-1", identity(OURS.token(claims)).subject());
    claims.put("tid", 17);
    assertEquals("17", identity(OURS.token(claims)).tenant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\r\nx-user-id: root",
        "a\nb",
        "a\u0000",
        "a\u0085b",
        " a",
        "a ",
        "\u2028"
      })
  void authenticate_claimInvalidInHeader(String value) {
    claims.put("sub", value);
    assertEquals(RejectionReason.INCOMPLETE_CLAIMS, rejection(OURS.token(claims)));
  }

  @Test
  void authenticate_claimOfWrongType() {
    for (Object odd : List.of(true, List.of("a"), Map.of("a", 1), 1.5, "x".repeat(257))) {
      claims.put("wid", odd);
      assertEquals(RejectionReason.INCOMPLETE_CLAIMS, rejection(OURS.token(claims)));
    }
    claims.put("wid", "\ud83d\ude00 우리");
    assertEquals("\ud83d\ude00 우리", identity(OURS.token(claims)).workspace());
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, VIEWER",
    "developer, DEVELOPER",
    "admin, ADMIN",
    "system-admin, ADMIN",
    "org-admin, ADMIN",
    "gateway-owner, DEVELOPER",
    "business-manager, DEVELOPER",
    "customer-admin, VIEWER",
    "api-consumer, VIEWER",
    "root, NONE",
    "Admin, NONE",
    "'', NONE",
  })
  void authenticate_role(String role, AccessLevel level) {
    claims.put("role", role);
    assertEquals(level, identity(OURS.token(claims)).level());
  }

  @Test
  void authenticate_missingOrUnknownRole() {
    claims.put("role", List.of("admin"));
    assertEquals(AccessLevel.NONE, identity(OURS.token(claims)).level());
    claims.remove("role");
    assertEquals(AccessLevel.DEVELOPER, identity(OURS.token(claims)).level());
  }

  @Test
  void authenticate_secondTime_isCached() {
    String token = OURS.token(claims);
    assertFalse(authenticated(token, OURS_ONLY).cached());
    assertTrue(authenticated(token, OURS_ONLY).cached());
  }

  @Test
  void authenticate_issuerNotOfRoute_isRejected() {
    claims.put("iss", "urn:partner");
    String token = PARTNER.token(claims);
    assertEquals(
        "partner",
        ((Identity.Caller) authenticated(token, requirement("partner")).identity()).issuer());
    assertEquals(RejectionReason.BAD_CREDENTIAL, rejection(token), "the other issuer's key");
    assertEquals(
        "partner",
        ((Identity.Caller) authenticated(token, requirement("default", "partner")).identity())
            .issuer());
    claims.put("iss", "urn:else");
    assertEquals(
        RejectionReason.BAD_CREDENTIAL, rejection(PARTNER.token(claims), requirement("partner")));
  }

  @Test
  void authenticate_issuerUnknownOrWithoutKeys() {
    claims.put("iss", "urn:keyless");
    String token = OURS.token(claims);
    assertEquals(RejectionReason.NO_KEY_SOURCE, rejection(token, requirement("keyless")));
    assertEquals(RejectionReason.NO_KEY_SOURCE, rejection(token, requirement("nobody")));
    assertEquals(RejectionReason.BAD_CREDENTIAL, rejection("x", requirement("nobody")));
  }

  @Test
  void authenticate_audienceAndScopesOfRoute() {
    claims.put("aud", List.of("shop"));
    claims.put("scope", "read write");
    claims.put("scp", List.of("list"));
    String token = OURS.token(claims);
    assertEquals("u-1", caller(token, tightened("shop", "read", "list")).subject());
    assertEquals(RejectionReason.BAD_CREDENTIAL, rejection(token, tightened("bank")));
    assertEquals(RejectionReason.MISSING_SCOPE, rejection(token, tightened("", "read", "admin")));
  }

  @Test
  void verifiers_policyChanged_keepsSameIssuers() {
    var first = registry.verifiers(policy.issuers());
    AuthzPolicy next =
        TestPolicies.policy(
            policy.issuers().getFirst(),
            TestPolicies.issuer("partner", "urn:new", Optional.of(TestIssuer.jwks(PARTNER))));
    var second = registry.verifiers(next.issuers());
    assertSame(first.get("default"), second.get("default"));
    assertNotSame(first.get("partner"), second.get("partner"));
    assertEquals(List.of("keyless"), watch.closed());
    assertEquals(List.of("default", "partner", "keyless", "partner"), watch.opened());
  }

  private Identity.Caller identity(String token) {
    return caller(token, OURS_ONLY);
  }

  private Identity.Caller caller(String token, AuthRequirement.Token requirement) {
    return assertInstanceOf(Identity.Caller.class, authenticated(token, requirement).identity());
  }

  private AuthenticationResult.Authenticated authenticated(
      String token, AuthRequirement.Token requirement) {
    return assertInstanceOf(
        AuthenticationResult.Authenticated.class, completed(token, requirement));
  }

  private RejectionReason rejection(String token) {
    return rejection(token, OURS_ONLY);
  }

  private RejectionReason rejection(String token, AuthRequirement.Token requirement) {
    return assertInstanceOf(AuthenticationResult.Rejected.class, completed(token, requirement))
        .reason();
  }

  private AuthenticationResult.Completed completed(
      String token, AuthRequirement.Token requirement) {
    return switch (TestTokenChecks.authenticate(token, authenticator, requirement, policy)) {
      case AuthenticationResult.Completed completed -> completed;
      case AuthenticationResult.Pending(var later) -> later.join();
    };
  }

  private static AuthRequirement.Token requirement(String... issuers) {
    return new AuthRequirement.Token(List.of(issuers), "", List.of());
  }

  private static AuthRequirement.Token tightened(String audience, String... scopes) {
    return new AuthRequirement.Token(List.of("default"), audience, List.of(scopes));
  }
}
