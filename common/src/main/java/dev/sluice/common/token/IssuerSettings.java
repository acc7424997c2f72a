package dev.sluice.common.token;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a token must hold to be of an issuer.
 *
 * @param name the name that policies and publishes use
 * @param issuer the {@code iss} claim; empty accepts any
 * @param audiences of which {@code aud} must hold one; none accepts any
 * @param maxLifetime the longest time between issue and expiry; empty accepts any
 */
public record IssuerSettings(
    String name,
    Optional<String> issuer,
    Set<String> audiences,
    Set<TokenAlgorithm> algorithms,
    Duration clockSkew,
    Optional<Duration> maxLifetime) {
  public IssuerSettings {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
  }

  /** Checks everything but the signature, against {@code now} in seconds since 1970. */
  void check(CompactToken token, long now) throws FaultyTokenException {
    Claims claims = token.claims();
    require(algorithms.contains(token.algorithm()), TokenFault.ALGORITHM);
    require(mayHaveIssued(token), TokenFault.ISSUER);
    require(
        audiences.isEmpty() || claims.texts("aud").stream().anyMatch(audiences::contains),
        TokenFault.AUDIENCE);
    long skew = clockSkew.toSeconds();
    long expires = expires(claims);
    long issued = claims.seconds("iat").orElse(now);
    require(expires + skew > now, TokenFault.EXPIRED);
    require(claims.seconds("nbf").orElse(0L) <= now + skew, TokenFault.NOT_YET_VALID);
    require(issued <= now + skew, TokenFault.NOT_YET_VALID);
    require(
        maxLifetime.isEmpty() || expires - issued <= maxLifetime.get().toSeconds(),
        TokenFault.LIFETIME);
  }

  /** Whether the {@code iss} claim is this issuer's. */
  public boolean mayHaveIssued(CompactToken token) {
    return issuer.isEmpty() || issuer.equals(token.claims().text("iss"));
  }

  static long expires(Claims claims) throws FaultyTokenException {
    return claims.seconds("exp").orElseThrow(() -> new FaultyTokenException(TokenFault.TIME_CLAIM));
  }

  private static void require(boolean held, TokenFault otherwise) throws FaultyTokenException {
    if (!held) {
      throw new FaultyTokenException(otherwise);
    }
  }
}
