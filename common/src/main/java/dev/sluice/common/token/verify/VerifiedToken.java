package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.jws.InvalidTokenException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token that its issuer signed or confirmed and that is valid now. */
public final class VerifiedToken {
  /** A time before all others, for a token without an issue time. */
  public static final long NO_ISSUE_TIME = Long.MIN_VALUE;

  private final String issuer;
  private final Claims claims;
  private final long expiresAt;
  private final String id;
  private final long issuedAt;
  private volatile @Nullable CachedValue reading;

  private record CachedValue(Object key, Object value) {}

  /**
   * Creates a token.
   *
   * @param issuer the name of the issuer's settings
   * @param expires the expiry in seconds since 1970
   * @param id the {@code jti} claim, or empty
   * @param issued the issue time in seconds since 1970, or {@link #NO_ISSUE_TIME}
   */
  public VerifiedToken(String issuer, Claims claims, long expires, String id, long issued) {
    this.issuer = issuer;
    this.claims = claims;
    this.expiresAt = expires;
    this.id = id;
    this.issuedAt = issued;
  }

  public static VerifiedToken of(String issuer, Claims claims, long expires)
      throws InvalidTokenException {
    return new VerifiedToken(
        issuer,
        claims,
        expires,
        claims.text("jti").orElse(""),
        claims.seconds("iat").orElse(NO_ISSUE_TIME));
  }

  public String issuer() {
    return issuer;
  }

  public Claims claims() {
    return claims;
  }

  public long expiresAt() {
    return expiresAt;
  }

  public String id() {
    return id;
  }

  public long issuedAt() {
    return issuedAt;
  }

  /**
   * Computes a value from the token, and caches it for the last used key. The value must depend
   * only on the token and the key.
   */
  @SuppressWarnings({"unchecked", "ReferenceEquality"})
  public <K, V> V computeOnce(K key, Function<VerifiedToken, V> reader) {
    CachedValue last = reading;
    if (last == null || last.key() != key) {
      last = new CachedValue(key, reader.apply(this));
      reading = last;
    }
    return (V) last.value();
  }
}
