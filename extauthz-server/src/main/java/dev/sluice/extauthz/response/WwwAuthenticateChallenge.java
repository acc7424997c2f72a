package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code WWW-Authenticate} tells a caller whose credential did not do (RFC 6750, RFC 9728).
 */
final class WwwAuthenticateChallenge {
  private static final String REALM = "Bearer realm=\"sluice\"";
  private static final String SCOPE = "scope";

  private WwwAuthenticateChallenge() {}

  /** Empty where another credential would not help. */
  static Optional<String> of(Facts facts, DenialCode code) {
    RouteRule route = facts.route();
    String metadata = route == null ? "" : route.resourceMetadata();
    String where = metadata.isEmpty() ? "" : ", resource_metadata=\"" + metadata + "\"";
    if (code.status() == 401) {
      return Optional.of(REALM + where + error(facts));
    }
    boolean scopeMissing =
        code == DenialCode.AUTH_FORBIDDEN && facts.trace().detail().equals(SCOPE);
    return scopeMissing
        ? Optional.of(REALM + where + ", error=\"insufficient_scope\"" + scopes(route))
        : Optional.empty();
  }

  /** A request without a credential is told that one is needed, not that its own is bad. */
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
    // Only what a scope may hold (RFC 6749, 3.3); another could end the quoted text.
    boolean sayable =
        scopes.stream()
            .allMatch(s -> s.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\'));
    return scopes.isEmpty() || !sayable ? "" : ", scope=\"" + String.join(" ", scopes) + "\"";
  }
}
