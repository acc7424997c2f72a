package dev.sluice.extauthz.response;

import dev.sluice.common.token.confirmation.BindingError;
import dev.sluice.common.token.confirmation.DpopProof;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A challenge in {@code WWW-Authenticate} for a caller whose credential was rejected (RFC 6750, RFC
 * 9449, RFC 9728).
 */
final class WwwAuthenticateChallenge {
  private static final String BEARER = "Bearer realm=\"sluice\"";
  private static final String DPOP = "DPoP realm=\"sluice\"";
  private static final String SCOPE = "scope";

  /** The faults of proofs, by their names in traces. */
  private static final Set<String> PROOF_FAULTS =
      Arrays.stream(BindingError.values())
          .filter(BindingError::isOfProof)
          .map(BindingError::label)
          .collect(Collectors.toUnmodifiableSet());

  private static final String ALGORITHMS =
      DpopProof.ALGORITHMS.stream()
          .map(TokenAlgorithm::label)
          .collect(Collectors.joining(" ", ", algs=\"", "\""));

  private WwwAuthenticateChallenge() {}

  /** Returns the challenge; empty if another credential would not help. */
  static Optional<String> of(Facts facts, DenialCode code) {
    RouteRule route = facts.route();
    String metadata = route == null ? "" : route.resourceMetadata();
    String resource = metadata.isEmpty() ? "" : ", resource_metadata=\"" + metadata + "\"";
    if (code.status() == 401) {
      return Optional.of(
          isOfDpop(facts)
              ? DPOP + resource + dpopError(facts) + ALGORITHMS
              : BEARER + resource + error(facts));
    }
    boolean scopeMissing =
        code == DenialCode.AUTH_FORBIDDEN && facts.trace().detail().equals(SCOPE);
    return scopeMissing
        ? Optional.of(
            (isOfDpop(facts) ? DPOP : BEARER)
                + resource
                + ", error=\"insufficient_scope\""
                + scopes(route))
        : Optional.empty();
  }

  /** Returns whether the token came with the scheme DPoP, or should have. */
  private static boolean isOfDpop(Facts facts) {
    return facts.trace().credential() == CredentialKind.DPOP
        || facts.trace().detail().equals(BindingError.DPOP_REQUIRED.label());
  }

  private static String dpopError(Facts facts) {
    return PROOF_FAULTS.contains(facts.trace().detail())
        ? ", error=\"invalid_dpop_proof\""
        : ", error=\"invalid_token\"";
  }

  /**
   * Returns the error attribute; empty for a request without a credential, which only needs to know
   * that one is required.
   */
  private static String error(Facts facts) {
    return switch (facts.trace().credential()) {
      case NONE -> "";
      case JWT, OPAQUE, DPOP, APIKEY, MTLS, DEV, UNREADABLE -> ", error=\"invalid_token\"";
    };
  }

  private static String scopes(@Nullable RouteRule route) {
    List<String> scopes =
        route != null && route.auth() instanceof AuthRequirement.Token token
            ? token.scopes()
            : List.of();
    // Scopes with other characters are left out (RFC 6749, 3.3), because they could end the quoted
    // string.
    boolean quotable =
        scopes.stream()
            .allMatch(s -> s.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\'));
    return scopes.isEmpty() || !quotable ? "" : ", scope=\"" + String.join(" ", scopes) + "\"";
  }
}
