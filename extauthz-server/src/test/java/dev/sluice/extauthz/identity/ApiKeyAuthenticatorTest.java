package dev.sluice.extauthz.identity;

import static dev.sluice.extauthz.identity.issued.TestCredentials.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.common.token.verify.TestClock;
import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialTable;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.identity.issued.TestCredentials;
import dev.sluice.extauthz.identity.revocation.RevocationTable;
import dev.sluice.extauthz.identity.revocation.RevocationTarget;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyAuthenticatorTest {
  private static final AuthRequirement.ApiKey AI = new AuthRequirement.ApiKey("ai", List.of());

  private final TestClock clock = new TestClock();
  private CredentialTable credentials = CredentialTable.empty();
  private RevocationTable revocations = RevocationTable.empty();
  private final ApiKeyAuthenticator authenticator =
      new ApiKeyAuthenticator(new CredentialRegistry(() -> credentials, () -> revocations), clock);

  @Test
  void authenticate_validKey_isSubscription() {
    issue(TestCredentials.credential(KEY, Instant.MAX, true));
    var authenticated =
        assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(KEY, AI));
    var caller = assertInstanceOf(Identity.Caller.class, authenticated.identity());
    assertEquals("sub-1", caller.subject());
    assertEquals("tenant-1", caller.tenant());
    assertEquals("sub-1", caller.project());
    assertEquals("sub-1", caller.workspace());
    assertEquals(AccessLevel.DEVELOPER, caller.level());
    assertEquals(credentials.byPrefix("abcd2345"), Optional.ofNullable(caller.issuedCredential()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slk_",
        "slk_abcd2345",
        "slk_abcd2345_",
        "slk_abcd2345-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "slk_abcd2345_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "slk_abcd2345_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "slk_abcd2345_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
        "slk_abcd1345_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "SLK_abcd2345_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "xxx_abcd2345_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void authenticate_malformedKey_isRejected(String key) {
    assertRejected(RejectionReason.BAD_CREDENTIAL, "key-malformed", authenticate(key, AI));
  }

  @Test
  void authenticate_unknownOrWrongKey_sameDetail() {
    issue(TestCredentials.credential(KEY, Instant.MAX, true));
    assertRejected(
        RejectionReason.BAD_CREDENTIAL,
        "key-unknown",
        authenticate(KEY.substring(0, KEY.length() - 1) + "y", AI));
    assertRejected(
        RejectionReason.BAD_CREDENTIAL,
        "key-unknown",
        authenticate("slk_zzzz2345_" + "x".repeat(43), AI));
  }

  @Test
  void authenticate_expiredKey_isRejected() {
    issue(TestCredentials.credential(KEY, clock.instant().plusSeconds(10), true));
    assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(KEY, AI));
    clock.advance(Duration.ofSeconds(10));
    assertRejected(RejectionReason.BAD_CREDENTIAL, "credential-expired", authenticate(KEY, AI));
  }

  @Test
  void authenticate_inactiveSubscription_isRejected() {
    issue(TestCredentials.credential(KEY, Instant.MAX, false));
    assertRejected(RejectionReason.NOT_ADMITTED, "no-subscription", authenticate(KEY, AI));
    issue(TestCredentials.credential(KEY, Instant.MAX, true));
    assertRejected(
        RejectionReason.NOT_ADMITTED,
        "no-subscription",
        authenticate(KEY, new AuthRequirement.ApiKey("other", List.of())));
  }

  @Test
  void authenticate_missingScope_isRejected() {
    AuthRequirement.ApiKey read = new AuthRequirement.ApiKey("ai", List.of("read"));
    issue(TestCredentials.credential(KEY, Instant.MAX, true));
    assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(KEY, read));
    issue(TestCredentials.credential(KEY, Instant.MAX, true, "read", "write"));
    assertInstanceOf(AuthenticationResult.Authenticated.class, authenticate(KEY, read));
    issue(TestCredentials.credential(KEY, Instant.MAX, true, "write"));
    assertRejected(RejectionReason.MISSING_SCOPE, "scope", authenticate(KEY, read));
  }

  @Test
  void authenticate_revokedKeyOrTenant_isRejected() {
    issue(TestCredentials.credential(KEY, Instant.MAX, true));
    revoke(clock.instant().toEpochMilli());
    assertInstanceOf(
        AuthenticationResult.Authenticated.class, authenticate(KEY, AI), "only tokens have a date");
    revoke(RevocationTable.ALWAYS);
    assertRejected(RejectionReason.BAD_CREDENTIAL, "revoked", authenticate(KEY, AI));
    revocations = RevocationTable.empty();
    credentials = credentials.withRevoked(List.of("k1"), List.of());
    assertRejected(RejectionReason.BAD_CREDENTIAL, "key-unknown", authenticate(KEY, AI));
  }

  @Test
  void toString_ofKey_isRedacted() {
    assertFalse(new RequestCredential.ApiKey(KEY).toString().contains("xxx"));
    assertFalse(TestCredentials.credential(KEY, Instant.MAX, true).toString().contains("xxx"));
  }

  private void issue(IssuedCredential credential) {
    credentials = CredentialTable.empty().with(List.of(credential), List.of());
  }

  private void revoke(long before) {
    var entry =
        new RevocationTable.RevocationEntry(
            "r", new RevocationTarget.AllOfTenant(Set.of("tenant-1")), before);
    revocations = RevocationTable.empty().with(List.of(entry), List.of());
  }

  private AuthenticationResult.Completed authenticate(
      String key, AuthRequirement.ApiKey requirement) {
    return authenticator.authenticate(key, requirement);
  }

  private static void assertRejected(
      RejectionReason why, String detail, AuthenticationResult.Completed completed) {
    var rejected = assertInstanceOf(AuthenticationResult.Rejected.class, completed);
    assertEquals(why, rejected.reason());
    assertEquals(detail, rejected.detail());
  }
}
