package dev.sluice.common.token;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token that its issuer stands for, and whose time is good. */
public final class VerifiedToken {
  /** Before every time. */
  public static final long UNDATED = Long.MIN_VALUE;

  private final String issuer;
  private final Claims claims;
  private final long expires;
  private final String id;
  private final long issued;
  private volatile @Nullable Reading reading;

  private record Reading(Object key, Object value) {}

  /**
   * All that is known of it.
   *
   * @param issuer the name of the issuer's settings
   * @param expires seconds since 1970
   * @param id its {@code jti}, or empty
   * @param issued seconds since 1970; {@link #UNDATED} when it does not say
   */
  public VerifiedToken(String issuer, Claims claims, long expires, String id, long issued) {
    this.issuer = issuer;
    this.claims = claims;
    this.expires = expires;
    this.id = id;
    this.issued = issued;
  }

  static VerifiedToken of(String issuer, Claims claims, long expires) throws FaultyTokenException {
    return new VerifiedToken(
        issuer,
        claims,
        expires,
        claims.text("jti").orElse(""),
        claims.seconds("iat").orElse(UNDATED));
  }

  public String issuer() {
    return issuer;
  }

  public Claims claims() {
    return claims;
  }

  public long expires() {
    return expires;
  }

  public String id() {
    return id;
  }

  public long issued() {
    return issued;
  }

  /**
   * What a reader makes of the token. It is remembered with the token, for the last key that was
   * asked for; the reader's answer depends on nothing but the token and that very key.
   */
  @SuppressWarnings({"unchecked", "ReferenceEquality"})
  public <K, V> V read(K key, Function<VerifiedToken, V> reader) {
    Reading last = reading;
    if (last == null || last.key() != key) {
      last = new Reading(key, reader.apply(this));
      reading = last;
    }
    return (V) last.value();
  }
}
