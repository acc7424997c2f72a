package dev.sluice.common.token;

/**
 * A token that its issuer stands for, and whose time is good.
 *
 * @param issuer the name of the issuer's settings
 * @param expires seconds since 1970
 * @param id its {@code jti}, or empty
 * @param issued seconds since 1970; {@link #UNDATED} when it does not say
 */
public record VerifiedToken(String issuer, Claims claims, long expires, String id, long issued) {
  /** Before every time. */
  public static final long UNDATED = Long.MIN_VALUE;

  static VerifiedToken of(String issuer, Claims claims, long expires) throws FaultyTokenException {
    return new VerifiedToken(
        issuer,
        claims,
        expires,
        claims.text("jti").orElse(""),
        claims.seconds("iat").orElse(UNDATED));
  }
}
