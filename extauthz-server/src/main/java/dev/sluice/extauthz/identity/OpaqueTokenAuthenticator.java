package dev.sluice.extauthz.identity;

import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.introspection.Introspector;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates by asking the one issuer of a route that has to be asked. */
public final class OpaqueTokenAuthenticator {
  private static final int MAX_LENGTH = 16 * 1024;

  private final IssuerRegistry issuers;
  private final RouteTokenCheck.Factory admissions;

  public OpaqueTokenAuthenticator(IssuerRegistry issuers, RouteTokenCheck.Factory admissions) {
    this.issuers = issuers;
    this.admissions = admissions;
  }

  /** Empty when the route has no such issuer, or the token looks like one of its others'. */
  public Optional<AuthenticationResult> authenticate(
      String text, AuthRequirement.Token requirement, AuthzPolicy policy) {
    Introspector asked = asked(requirement, policy);
    if (asked == null || (requirement.issuers().size() > 1 && looksSigned(text))) {
      return Optional.empty();
    }
    RouteTokenCheck admission = admissions.forRoute(requirement, policy, CredentialKind.OPAQUE);
    if (text.length() > MAX_LENGTH) {
      return Optional.of(
          admission.checkVerification(new VerificationResult.Rejected(TokenError.SIZE)));
    }
    return Optional.of(
        switch (asked.introspect(text)) {
          case IntrospectionResult.Completed settled -> settle(settled, admission);
          case IntrospectionResult.Pending(var later) ->
              new AuthenticationResult.Pending(
                  later.thenApply(settled -> settle(settled, admission)));
        });
  }

  private @Nullable Introspector asked(AuthRequirement.Token requirement, AuthzPolicy policy) {
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

  private static AuthenticationResult.Completed settle(
      IntrospectionResult.Completed settled, RouteTokenCheck admission) {
    return switch (settled) {
      case IntrospectionResult.Active(VerifiedToken token, boolean remembered) ->
          admission.checkToken(token, remembered);
      case IntrospectionResult.Rejected(TokenError fault) ->
          admission.checkVerification(new VerificationResult.Rejected(fault));
      case IntrospectionResult.Unavailable _ ->
          new AuthenticationResult.Rejected(
              RejectionReason.UNAVAILABLE, CredentialKind.OPAQUE, "introspection-away");
    };
  }

  /** Three parts, as every signed token has. */
  private static boolean looksSigned(String text) {
    int first = text.indexOf('.');
    int second = first < 0 ? -1 : text.indexOf('.', first + 1);
    return second > 0 && text.indexOf('.', second + 1) < 0;
  }
}
