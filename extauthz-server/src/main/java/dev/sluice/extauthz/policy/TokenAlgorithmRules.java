package dev.sluice.extauthz.policy;

import dev.sluice.common.token.jws.TokenAlgorithm;
import java.util.Collection;
import java.util.Optional;

/** Which algorithms may stand beside each other, and with which source of keys. */
public final class TokenAlgorithmRules {
  private TokenAlgorithmRules() {}

  /**
   * The rule that is broken. A secret is never fetched, for what can be fetched is not secret.
   *
   * @param inFile whether the issuer's keys are in a file
   */
  public static Optional<String> violatedRule(
      Collection<TokenAlgorithm> algorithms, boolean inFile) {
    if (!TokenAlgorithm.compatible(algorithms)) {
      return Optional.of("must not name HS algorithms beside others");
    }
    boolean secret = algorithms.stream().anyMatch(TokenAlgorithm::isSymmetric);
    return secret && !inFile
        ? Optional.of("may name HS algorithms only with the key in jwks-file")
        : Optional.empty();
  }
}
