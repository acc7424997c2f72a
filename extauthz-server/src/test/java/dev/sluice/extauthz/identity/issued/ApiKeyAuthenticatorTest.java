package dev.sluice.extauthz.identity.issued;

import static dev.sluice.extauthz.identity.issued.TestKeys.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.common.token.TestClock;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.Credential;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.identity.revoked.RevocationTable;
import dev.sluice.extauthz.identity.revoked.Target;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.Level;
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
      new ApiKeyAuthenticator(new Register(() -> credentials, () -> revocations), clock);

  @Test
  void authenticate_keyOfASubscription() {
    hold(TestKeys.credential(KEY, Instant.MAX, true));
    var known = assertInstanceOf(Authentication.Known.class, authenticate(KEY, AI));
    var caller = assertInstanceOf(Identity.Caller.class, known.identity());
    assertEquals("sub-1", caller.subject());
    assertEquals("tenant-1", caller.tenant());
    assertEquals("sub-1", caller.project());
    assertEquals("sub-1", caller.workspace());
    assertEquals(Level.DEVELOPER, caller.level());
    assertEquals(credentials.byPrefix("abcd2345"), Optional.ofNullable(caller.issued()));
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
  void authenticate_otherForms(String key) {
    assertRejected(Rejection.BAD_CREDENTIAL, "key-malformed", authenticate(key, AI));
  }

  @Test
  void authenticate_unknownKey_isToldNoMoreThanAWrongOne() {
    hold(TestKeys.credential(KEY, Instant.MAX, true));
    assertRejected(
        Rejection.BAD_CREDENTIAL,
        "key-unknown",
        authenticate(KEY.substring(0, KEY.length() - 1) + "y", AI));
    assertRejected(
        Rejection.BAD_CREDENTIAL,
        "key-unknown",
        authenticate("slk_zzzz2345_" + "x".repeat(43), AI));
  }

  @Test
  void authenticate_beforeAndAfterItsEnd() {
    hold(TestKeys.credential(KEY, clock.instant().plusSeconds(10), true));
    assertInstanceOf(Authentication.Known.class, authenticate(KEY, AI));
    clock.advance(Duration.ofSeconds(10));
    assertRejected(Rejection.BAD_CREDENTIAL, "credential-expired", authenticate(KEY, AI));
  }

  @Test
  void authenticate_subscriptionThatIsInactiveOrElsewhere() {
    hold(TestKeys.credential(KEY, Instant.MAX, false));
    assertRejected(Rejection.NOT_ADMITTED, "no-subscription", authenticate(KEY, AI));
    hold(TestKeys.credential(KEY, Instant.MAX, true));
    assertRejected(
        Rejection.NOT_ADMITTED,
        "no-subscription",
        authenticate(KEY, new AuthRequirement.ApiKey("other", List.of())));
  }

  @Test
  void authenticate_scopes() {
    AuthRequirement.ApiKey read = new AuthRequirement.ApiKey("ai", List.of("read"));
    hold(TestKeys.credential(KEY, Instant.MAX, true));
    assertInstanceOf(Authentication.Known.class, authenticate(KEY, read));
    hold(TestKeys.credential(KEY, Instant.MAX, true, "read", "write"));
    assertInstanceOf(Authentication.Known.class, authenticate(KEY, read));
    hold(TestKeys.credential(KEY, Instant.MAX, true, "write"));
    assertRejected(Rejection.MISSING_SCOPE, "scope", authenticate(KEY, read));
  }

  @Test
  void authenticate_revokedKeyAndTenant() {
    hold(TestKeys.credential(KEY, Instant.MAX, true));
    revoke(clock.instant().toEpochMilli());
    assertInstanceOf(Authentication.Known.class, authenticate(KEY, AI), "only tokens have a date");
    revoke(RevocationTable.ALWAYS);
    assertRejected(Rejection.BAD_CREDENTIAL, "revoked", authenticate(KEY, AI));
    revocations = RevocationTable.empty();
    credentials = credentials.withRevoked(List.of("k1"), List.of());
    assertRejected(Rejection.BAD_CREDENTIAL, "key-unknown", authenticate(KEY, AI));
  }

  @Test
  void texts_tellNoKey() {
    assertFalse(new Credential.ApiKey(KEY).toString().contains("xxx"));
    assertFalse(TestKeys.credential(KEY, Instant.MAX, true).toString().contains("xxx"));
  }

  private void hold(IssuedCredential credential) {
    credentials = CredentialTable.empty().with(List.of(credential), List.of());
  }

  private void revoke(long before) {
    var entry = new RevocationTable.Entry("r", new Target.Tenant(Set.of("tenant-1")), before);
    revocations = RevocationTable.empty().with(List.of(entry), List.of());
  }

  private Authentication.Settled authenticate(String key, AuthRequirement.ApiKey requirement) {
    return authenticator.authenticate(key, requirement);
  }

  private static void assertRejected(Rejection why, String detail, Authentication.Settled settled) {
    var rejected = assertInstanceOf(Authentication.Rejected.class, settled);
    assertEquals(why, rejected.rejection());
    assertEquals(detail, rejected.detail());
  }
}
