package dev.sluice.extauthz.policy;

import dev.sluice.common.token.jws.TokenAlgorithm;
import java.util.Collection;
import java.util.Optional;

/** The rules for combinations of algorithms, and for the source of their keys. */
public final class TokenAlgorithmRules {
  private TokenAlgorithmRules() {}

  /**
   * Returns the rule that is violated. The key of an HS algorithm must be in a file, because a key
   * that can be fetched is not secret.
   *
   * @param inFile true if the issuer's keys are in a file
   */
  public static Optional<String> violatedRule(
      Collection<TokenAlgorithm> algorithms, boolean inFile) {
    if (!TokenAlgorithm.compatible(algorithms)) {
      return Optional.of("must not combine HS algorithms with others");
    }
    boolean symmetric = algorithms.stream().anyMatch(TokenAlgorithm::isSymmetric);
    return symmetric && !inFile
        ? Optional.of("may name HS algorithms only with the key in jwks-file")
        : Optional.empty();
  }
}
