package dev.sluice.common.token.jws;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** A signature algorithm that an issuer may use. */
// Nimbus's algorithm and header are immutable without saying so in an annotation.
@SuppressWarnings("ImmutableEnumChecker")
public enum TokenAlgorithm {
  RS256(Family.RSA, JWSAlgorithm.RS256),
  RS384(Family.RSA, JWSAlgorithm.RS384),
  RS512(Family.RSA, JWSAlgorithm.RS512),
  PS256(Family.RSA, JWSAlgorithm.PS256),
  PS384(Family.RSA, JWSAlgorithm.PS384),
  PS512(Family.RSA, JWSAlgorithm.PS512),
  ES256(Family.EC, JWSAlgorithm.ES256),
  ES384(Family.EC, JWSAlgorithm.ES384),
  ES512(Family.EC, JWSAlgorithm.ES512),
  EDDSA(Family.EDWARDS, JWSAlgorithm.EdDSA),
  HS256(Family.SYMMETRIC, JWSAlgorithm.HS256),
  HS384(Family.SYMMETRIC, JWSAlgorithm.HS384),
  HS512(Family.SYMMETRIC, JWSAlgorithm.HS512);

  /** The algorithms of an issuer without a setting. */
  public static final Set<TokenAlgorithm> DEFAULTS = Set.of(RS256, ES256);

  /** The kind of key that an algorithm requires. */
  public enum Family {
    RSA,
    EC,
    EDWARDS,
    SYMMETRIC
  }

  private final Family family;
  private final JWSAlgorithm jws;
  private final JWSHeader header;

  TokenAlgorithm(Family family, JWSAlgorithm jws) {
    this.family = family;
    this.jws = jws;
    this.header = new JWSHeader(jws);
  }

  /** Returns the algorithm with exactly this name. */
  public static Optional<TokenAlgorithm> ofName(String name) {
    for (TokenAlgorithm algorithm : values()) {
      if (algorithm.label().equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether one issuer may use all of these. A symmetric secret must never be confused with
   * a public key.
   */
  public static boolean compatible(Collection<TokenAlgorithm> algorithms) {
    return algorithms.stream().map(TokenAlgorithm::isSymmetric).distinct().count() <= 1;
  }

  /** Returns the name in headers and settings. */
  public String label() {
    return jws.getName();
  }

  /** Returns whether the algorithm is symmetric. */
  public boolean isSymmetric() {
    return family == Family.SYMMETRIC;
  }

  public Family family() {
    return family;
  }

  /** Returns the size of the hash in bits, from the name. */
  public int hashBits() {
    return Integer.parseInt(name().substring(2));
  }

  public JWSAlgorithm jws() {
    return jws;
  }

  /**
   * Returns a header with only the algorithm, because a verifier must not see the token's own
   * header.
   */
  public JWSHeader header() {
    return header;
  }
}
