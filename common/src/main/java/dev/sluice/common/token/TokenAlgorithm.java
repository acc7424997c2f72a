package dev.sluice.common.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Optional;
import java.util.Set;

/** The signature algorithms that an issuer may use: asymmetric ones only. */
// Nimbus's algorithm and header are immutable without saying so in an annotation.
@SuppressWarnings("ImmutableEnumChecker")
public enum TokenAlgorithm {
  RS256(JWSAlgorithm.RS256),
  PS256(JWSAlgorithm.PS256),
  ES256(JWSAlgorithm.ES256);

  /** What an issuer may use that does not say. */
  public static final Set<TokenAlgorithm> USUAL = Set.of(RS256, ES256);

  private final JWSAlgorithm jws;
  private final JWSHeader header;

  TokenAlgorithm(JWSAlgorithm jws) {
    this.jws = jws;
    this.header = new JWSHeader(jws);
  }

  /** The algorithm of exactly this name. */
  public static Optional<TokenAlgorithm> named(String name) {
    for (TokenAlgorithm algorithm : values()) {
      if (algorithm.name().equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  JWSAlgorithm jws() {
    return jws;
  }

  /** A header with the algorithm alone: what a token says of itself never reaches a verifier. */
  JWSHeader header() {
    return header;
  }
}
