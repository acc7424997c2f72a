package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.jws.InvalidTokenException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token that its issuer stands for, and whose time is good. */
public final class VerifiedToken {
  /** Before every time. */
  public static final long NO_ISSUE_TIME = Long.MIN_VALUE;

  private final String issuer;
  private final Claims claims;
  private final long expiresAt;
  private final String id;
  private final long issuedAt;
  private volatile @Nullable CachedValue reading;

  private record CachedValue(Object key, Object value) {}

  /**
   * All that is known of it.
   *
   * @param issuer the name of the issuer's settings
   * @param expires seconds since 1970
   * @param id its {@code jti}, or empty
   * @param issued seconds since 1970; {@link #NO_ISSUE_TIME} when it does not say
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
   * What a reader makes of the token. It is remembered with the token, for the last key that was
   * asked for; the reader's answer depends on nothing but the token and that very key.
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
