package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A challenge in {@code WWW-Authenticate} for a caller whose credential was rejected (RFC 6750, RFC
 * 9728).
 */
final class WwwAuthenticateChallenge {
  private static final String REALM = "Bearer realm=\"sluice\"";
  private static final String SCOPE = "scope";

  private WwwAuthenticateChallenge() {}

  /** Returns the challenge; empty if another credential would not help. */
  static Optional<String> of(Facts facts, DenialCode code) {
    RouteRule route = facts.route();
    String metadata = route == null ? "" : route.resourceMetadata();
    String resource = metadata.isEmpty() ? "" : ", resource_metadata=\"" + metadata + "\"";
    if (code.status() == 401) {
      return Optional.of(REALM + resource + error(facts));
    }
    boolean scopeMissing =
        code == DenialCode.AUTH_FORBIDDEN && facts.trace().detail().equals(SCOPE);
    return scopeMissing
        ? Optional.of(REALM + resource + ", error=\"insufficient_scope\"" + scopes(route))
        : Optional.empty();
  }

  /**
   * Returns the error attribute; empty for a request without a credential, which only needs to know
   * that one is required.
   */
  private static String error(Facts facts) {
    return switch (facts.trace().credential()) {
      case NONE -> "";
      case JWT, OPAQUE, APIKEY, MTLS, DEV, UNREADABLE -> ", error=\"invalid_token\"";
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
