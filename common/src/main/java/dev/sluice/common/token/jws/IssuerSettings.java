package dev.sluice.common.token.jws;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requirements for tokens of an issuer.
 *
 * @param name the name that policies and publishes use
 * @param issuer the required {@code iss} claim; empty accepts any
 * @param audiences the accepted values of {@code aud}; none accepts any
 * @param algorithms the accepted algorithms, which are either all symmetric or all asymmetric
 * @param maxLifetime the longest time between issue and expiry; empty accepts any
 * @param types the accepted values of {@code typ}; none accepts the usual values and its absence
 * @param requiredClaims the required claims besides {@code exp}
 */
public record IssuerSettings(
    String name,
    Optional<String> issuer,
    Set<String> audiences,
    Set<TokenAlgorithm> algorithms,
    Duration clockSkew,
    Optional<Duration> maxLifetime,
    Set<String> types,
    Set<String> requiredClaims) {
  private static final Set<String> USUAL_TYPES = Set.of("jwt", "at+jwt");

  public IssuerSettings {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    types = types.stream().map(JoseHeader::normalType).collect(Collectors.toUnmodifiableSet());
    requiredClaims = Set.copyOf(requiredClaims);
    if (!TokenAlgorithm.compatible(algorithms)) {
      throw new IllegalArgumentException("secrets and published keys for issuer " + name);
    }
  }

  /** Creates requirements with the usual types and without further claims. */
  public IssuerSettings(
      String name,
      Optional<String> issuer,
      Set<String> audiences,
      Set<TokenAlgorithm> algorithms,
      Duration clockSkew,
      Optional<Duration> maxLifetime) {
    this(name, issuer, audiences, algorithms, clockSkew, maxLifetime, Set.of(), Set.of());
  }

  /** Checks everything except the signature. {@code now} is in seconds since 1970. */
  public void check(CompactToken token, long now) throws InvalidTokenException {
    Claims claims = token.claims();
    require(algorithms.contains(token.header().algorithm()), TokenError.ALGORITHM);
    require(accepts(token.header().type()), TokenError.TYPE);
    require(mayHaveIssued(token), TokenError.ISSUER);
    require(
        audiences.isEmpty() || claims.texts("aud").stream().anyMatch(audiences::contains),
        TokenError.AUDIENCE);
    checkTimes(claims, now);
    require(requiredClaims.stream().allMatch(claims::has), TokenError.MISSING_CLAIM);
  }

  private boolean accepts(Optional<String> type) {
    return types.isEmpty()
        ? type.map(USUAL_TYPES::contains).orElse(true)
        : type.map(types::contains).orElse(false);
  }

  private void checkTimes(Claims claims, long now) throws InvalidTokenException {
    long skew = clockSkew.toSeconds();
    long expires = expiresAt(claims);
    Optional<Long> issued = claims.seconds("iat");
    require(expires + skew > now, TokenError.EXPIRED);
    require(claims.seconds("nbf").orElse(0L) <= now + skew, TokenError.NOT_YET_VALID);
    require(issued.orElse(0L) <= now + skew, TokenError.NOT_YET_VALID);
    // Without an issue time the lifetime is unknown.
    require(
        maxLifetime.isEmpty()
            || (issued.isPresent() && expires - issued.get() <= maxLifetime.get().toSeconds()),
        TokenError.LIFETIME);
  }

  /** Returns whether the {@code iss} claim is this issuer's. */
  public boolean mayHaveIssued(CompactToken token) {
    return issuer.isEmpty() || issuer.equals(token.claims().text("iss"));
  }

  public static long expiresAt(Claims claims) throws InvalidTokenException {
    return claims
        .seconds("exp")
        .orElseThrow(() -> new InvalidTokenException(TokenError.TIME_CLAIM));
  }

  private static void require(boolean held, TokenError otherwise) throws InvalidTokenException {
    if (!held) {
      throw new InvalidTokenException(otherwise);
    }
  }
}
