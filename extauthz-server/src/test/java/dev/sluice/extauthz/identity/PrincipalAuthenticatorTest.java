package dev.sluice.extauthz.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.extauthz.identity.issued.CredentialRegistry;
import dev.sluice.extauthz.identity.issued.CredentialTable;
import dev.sluice.extauthz.identity.revocation.RevocationTable;
import dev.sluice.extauthz.identity.revocation.RevocationTarget;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AllowedPrincipal;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.SpiffeIdPattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalAuthenticatorTest {
  private static final AuthRequirement.Mtls REQUIREMENT =
      new AuthRequirement.Mtls(
          List.of(
              new AllowedPrincipal(
                  new SpiffeIdPattern("spiffe://cluster.local/ns/batch/sa/runner"),
                  "",
                  "",
                  "",
                  AccessLevel.ADMIN),
              new AllowedPrincipal(
                  new SpiffeIdPattern("spiffe://cluster.local/ns/shop/*"),
                  "shop",
                  "p",
                  "w",
                  AccessLevel.DEVELOPER)));

  private RevocationTable revocations = RevocationTable.empty();
  private final PrincipalAuthenticator authenticator =
      new PrincipalAuthenticator(new CredentialRegistry(CredentialTable::empty, () -> revocations));

  @Test
  void authenticate_allowedPrincipal() {
    assertEquals(
        new Identity.Caller(
            "spiffe://cluster.local/ns/batch/sa/runner",
            "cluster.local",
            "cluster.local",
            "cluster.local",
            "",
            AccessLevel.ADMIN,
            "mtls"),
        identity("spiffe://cluster.local/ns/batch/sa/runner"));
    assertEquals(
        new Identity.Caller(
            "spiffe://cluster.local/ns/shop/sa/any/deeper",
            "shop",
            "p",
            "w",
            "",
            AccessLevel.DEVELOPER,
            "mtls"),
        identity("spiffe://cluster.local/ns/shop/sa/any/deeper"));
  }

  @ParameterizedTest
  @CsvSource({
    "spiffe://cluster.local/ns/batch/sa/runner2, principal-not-admitted",
    "spiffe://cluster.local/ns/shopping/sa/a, principal-not-admitted",
    "spiffe://cluster.local/ns/shop, principal-not-admitted",
    "spiffe://other.local/ns/shop/sa/a, principal-not-admitted",
    "spiffe://cluster.local/ns/shop/../batch/sa/runner, principal-malformed",
    "spiffe://cluster.local/ns/shop/%2e%2e/batch, principal-malformed",
    "spiffe://cluster.local/ns/shop/, principal-malformed",
    "spiffe://cluster.local/ns/shop//a, principal-malformed",
    "spiffe://CLUSTER.local/ns/shop/a, principal-malformed",
    "spiffe://cluster.local:443/ns/shop/a, principal-malformed",
    "spiffe://u@cluster.local/ns/shop/a, principal-malformed",
    "spiffe://cluster.local, principal-malformed",
    "'CN=spiffe://cluster.local/ns/shop/sa/a', principal-malformed",
    "runner.example.com, principal-malformed",
    "'', no-principal",
  })
  void authenticate_otherPrincipal_isRejected(String principal, String detail) {
    assertEquals(detail, detail(principal));
  }

  @Test
  void authenticate_revokedPrincipal_isRejected() {
    revocations =
        RevocationTable.empty()
            .with(
                List.of(
                    new RevocationTable.RevocationEntry(
                        "r",
                        new RevocationTarget.AllOfSubject(
                            "mtls", "spiffe://cluster.local/ns/shop/sa/a"),
                        RevocationTable.ALWAYS)),
                List.of());
    assertEquals("revoked", detail("spiffe://cluster.local/ns/shop/sa/a"));
    assertEquals("shop", identity("spiffe://cluster.local/ns/shop/sa/b").tenant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"spiffe://td/*", "spiffe://td/a/b/*", "spiffe://td/a"})
  void pattern_validSpiffeId(String text) {
    assertEquals(text, new SpiffeIdPattern(text).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "spiffe://*", "spiffe://*/a", "spiffe://td*", "spiffe://td/a*"})
  void pattern_invalid_isRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> new SpiffeIdPattern(text));
  }

  private Identity.Caller identity(String principal) {
    var authenticated =
        assertInstanceOf(
            AuthenticationResult.Authenticated.class,
            authenticator.authenticate(principal, REQUIREMENT));
    return assertInstanceOf(Identity.Caller.class, authenticated.identity());
  }

  private String detail(String principal) {
    return assertInstanceOf(
            AuthenticationResult.Rejected.class, authenticator.authenticate(principal, REQUIREMENT))
        .detail();
  }
}
