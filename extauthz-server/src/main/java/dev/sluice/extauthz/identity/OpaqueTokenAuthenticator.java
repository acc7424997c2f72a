package dev.sluice.extauthz.identity;

import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.introspection.Introspector;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.identity.holder.PresentedToken;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator for opaque tokens. It asks the one issuer of a route that has an introspection
 * endpoint.
 */
public final class OpaqueTokenAuthenticator {
  private static final int MAX_LENGTH = 16 * 1024;

  private final IssuerRegistry issuers;
  private final RouteTokenCheck.Factory tokenChecks;

  public OpaqueTokenAuthenticator(IssuerRegistry issuers, RouteTokenCheck.Factory tokenChecks) {
    this.issuers = issuers;
    this.tokenChecks = tokenChecks;
  }

  /**
   * Authenticates a token. Returns empty if the route has no such issuer, or if the token looks
   * like a signed token of another issuer.
   */
  public Optional<AuthenticationResult> authenticate(
      PresentedToken presented, AuthRequirement.Token requirement, AuthzPolicy policy) {
    String text = presented.text();
    Introspector introspector = introspector(requirement, policy);
    if (introspector == null || (requirement.issuers().size() > 1 && looksSigned(text))) {
      return Optional.empty();
    }
    CredentialKind kind = presented.withProof() ? CredentialKind.DPOP : CredentialKind.OPAQUE;
    RouteTokenCheck tokenCheck = tokenChecks.forRoute(requirement, policy, kind, presented);
    if (text.length() > MAX_LENGTH) {
      return Optional.of(
          tokenCheck.checkVerification(new VerificationResult.Rejected(TokenError.SIZE)));
    }
    return Optional.of(
        switch (introspector.introspect(text)) {
          case IntrospectionResult.Completed completed -> complete(completed, tokenCheck);
          case IntrospectionResult.Pending(var later) ->
              new AuthenticationResult.Pending(
                  later.thenCompose(completed -> complete(completed, tokenCheck).future()));
        });
  }

  private @Nullable Introspector introspector(
      AuthRequirement.Token requirement, AuthzPolicy policy) {
    Map<String, Introspector> introspectors = issuers.introspectors(policy.issuers());
    if (introspectors.isEmpty()) {
      return null;
    }
    for (String name : requirement.issuers()) {
      Introspector introspector = introspectors.get(name);
      if (introspector != null) {
        return introspector;
      }
    }
    return null;
  }

  private static AuthenticationResult complete(
      IntrospectionResult.Completed completed, RouteTokenCheck tokenCheck) {
    return switch (completed) {
      case IntrospectionResult.Active(VerifiedToken token, boolean cached) ->
          tokenCheck.checkToken(token, cached);
      case IntrospectionResult.Rejected(TokenError error) ->
          tokenCheck.checkVerification(new VerificationResult.Rejected(error));
      case IntrospectionResult.Unavailable _ ->
          new AuthenticationResult.Rejected(
              RejectionReason.UNAVAILABLE, tokenCheck.kind(), "introspection-away");
    };
  }

  /** Returns true for a text of three parts, the form of every signed token. */
  private static boolean looksSigned(String text) {
    int first = text.indexOf('.');
    int second = first < 0 ? -1 : text.indexOf('.', first + 1);
    return second > 0 && text.indexOf('.', second + 1) < 0;
  }
}
