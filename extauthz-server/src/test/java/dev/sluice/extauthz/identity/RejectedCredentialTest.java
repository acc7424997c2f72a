package dev.sluice.extauthz.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.token.jws.TokenError;
import org.junit.jupiter.api.Test;

class RejectedCredentialTest {
  @Test
  void isGuess_unknownCredential() {
    assertEquals(true, isGuess(RejectionReason.BAD_CREDENTIAL, "key-unknown"));
    assertEquals(true, isGuess(TokenError.SIGNATURE));
    assertEquals(true, isGuess(TokenError.MALFORMED));
    assertEquals(true, isGuess(TokenError.UNKNOWN_KEY));
    assertEquals(true, isGuess(TokenError.INACTIVE));
  }

  @Test
  void isGuess_onceValid_isNone() {
    assertEquals(false, isGuess(RejectionReason.BAD_CREDENTIAL, "credential-expired"));
    assertEquals(false, isGuess(RejectionReason.BAD_CREDENTIAL, "revoked"));
    assertEquals(false, isGuess(TokenError.EXPIRED));
    assertEquals(false, isGuess(TokenError.NOT_YET_VALID));
    assertEquals(false, isGuess(TokenError.KEYS_EXPIRED));
  }

  @Test
  void isGuess_otherReasons_isNone() {
    assertEquals(false, isGuess(RejectionReason.NO_CREDENTIAL, "no-credential"));
    assertEquals(false, isGuess(RejectionReason.MISSING_SCOPE, "scope"));
    assertEquals(false, isGuess(RejectionReason.NOT_PROVED, "dpop-signature"));
    assertEquals(false, isGuess(TokenError.BUSY));
    assertEquals(false, isGuess(TokenError.NO_KEY_SOURCE));
  }

  private static boolean isGuess(RejectionReason reason, String detail) {
    return new AuthenticationResult.Rejected(reason, CredentialKind.APIKEY, detail).isGuess();
  }

  private static boolean isGuess(TokenError error) {
    return TokenRejections.of(error, CredentialKind.JWT).isGuess();
  }
}
