package dev.sluice.common.token.confirmation;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.jws.StrictBase64Url;
import java.util.Map;
import java.util.Optional;

/**
 * The claim {@code cnf}, which binds a token to its holder (RFC 7800).
 *
 * @param keyThumbprint the member {@code jkt}: the thumbprint of the holder's key
 * @param certificateThumbprint the member {@code x5t#S256}: the digest of the holder's certificate
 */
public record Confirmation(Optional<String> keyThumbprint, Optional<String> certificateThumbprint) {
  private static final String CLAIM = "cnf";
  private static final String KEY = "jkt";
  private static final String CERTIFICATE = "x5t#S256";

  /** The length of a SHA-256 in Base64url. */
  private static final int LENGTH = 43;

  /** Returns whether a token is bound to its holder, in a known way or not. */
  public static boolean isIn(Claims claims) {
    return claims.members().containsKey(CLAIM);
  }

  /**
   * Reads the claim. Returns empty if it is absent, or has anything except one or both members that
   * can be proved. A binding that is not understood must not be ignored.
   */
  public static Optional<Confirmation> of(Claims claims) {
    if (!(claims.members().get(CLAIM) instanceof Map<?, ?> members) || members.isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<?, ?> member : members.entrySet()) {
      boolean known = KEY.equals(member.getKey()) || CERTIFICATE.equals(member.getKey());
      if (!known || !(member.getValue() instanceof String text) || !isDigest(text)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Confirmation(text(members, KEY), text(members, CERTIFICATE)));
  }

  private static boolean isDigest(String text) {
    return text.length() == LENGTH && StrictBase64Url.isCanonical(text);
  }

  private static Optional<String> text(Map<?, ?> members, String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
