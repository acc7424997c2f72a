package dev.sluice.common.token.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.verify.VerifiedToken;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SelfIssuedTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");
  private static final KeyPair FIRST = pair();
  private static final KeyPair SECOND = pair();

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SelfIssuedTokens tokens(String audience, Instant now, KeyPair... pairs) {
    return new SelfIssuedTokens(
        "server", audience, List.of(pairs), Duration.ofHours(1), InstantSource.fixed(now));
  }

  private static String token(KeyPair pair) {
    IssuedToken issued = tokens("agents", NOW, pair).issue("ada", "id", Map.of("cluster", "edge"));
    assertEquals(NOW.plusSeconds(3600), issued.expiresAt());
    assertEquals("[redacted]", issued.text().toString());
    return issued.text().reveal();
  }

  @Test
  void verify_ownToken_returnsClaims() {
    VerifiedToken verified = tokens("agents", NOW, FIRST).verify(token(FIRST)).orElseThrow();
    assertEquals(Optional.of("ada"), verified.claims().text("sub"));
    assertEquals(Optional.of("edge"), verified.claims().text("cluster"));
    assertEquals("id", verified.id());
  }

  @Test
  void verify_expiredToken_isRejected() {
    String token = token(FIRST);
    assertTrue(tokens("agents", NOW.plusSeconds(3659), FIRST).verify(token).isPresent());
    assertEquals(Optional.empty(), tokens("agents", NOW.plusSeconds(3660), FIRST).verify(token));
  }

  @Test
  void verify_otherKeyOrAudience_isRejected() {
    String token = token(FIRST);
    assertEquals(Optional.empty(), tokens("agents", NOW, SECOND).verify(token));
    assertEquals(Optional.empty(), tokens("users", NOW, FIRST).verify(token));
    assertEquals(Optional.empty(), tokens("agents", NOW, FIRST).verify("a.b.c"));
  }

  @Test
  void verify_tokenOfFormerKey_isAccepted() {
    assertTrue(tokens("agents", NOW, SECOND, FIRST).verify(token(FIRST)).isPresent());
    assertTrue(tokens("agents", NOW, SECOND, FIRST).verify(token(SECOND)).isPresent());
  }
}
