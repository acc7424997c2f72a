package dev.sluice.extauthz.identity.opaque;

import dev.sluice.common.token.Introspection;
import dev.sluice.common.token.Introspector;
import dev.sluice.common.token.TokenFault;
import dev.sluice.common.token.Verification;
import dev.sluice.common.token.VerifiedToken;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.identity.jwt.Admission;
import dev.sluice.extauthz.identity.jwt.Admissions;
import dev.sluice.extauthz.identity.jwt.IssuerRegistry;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates by asking the one issuer of a route that has to be asked. */
public final class OpaqueAuthenticator {
  private static final int MAX_LENGTH = 16 * 1024;

  private final IssuerRegistry issuers;
  private final Admissions admissions;

  public OpaqueAuthenticator(IssuerRegistry issuers, Admissions admissions) {
    this.issuers = issuers;
    this.admissions = admissions;
  }

  /** Empty when the route has no such issuer, or the token looks like one of its others'. */
  public Optional<Authentication> authenticate(
      String text, AuthRequirement.Token requirement, AuthzPolicy policy) {
    Introspector asked = asked(requirement, policy);
    if (asked == null || (requirement.issuers().size() > 1 && looksSigned(text))) {
      return Optional.empty();
    }
    Admission admission = admissions.of(requirement, policy, CredentialKind.OPAQUE);
    if (text.length() > MAX_LENGTH) {
      return Optional.of(admission.settle(new Verification.Refused(TokenFault.SIZE)));
    }
    return Optional.of(
        switch (asked.ask(text)) {
          case Introspection.Settled settled -> settle(settled, admission);
          case Introspection.Waiting(var later) ->
              new Authentication.Waiting(later.thenApply(settled -> settle(settled, admission)));
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

  private static Authentication.Settled settle(Introspection.Settled settled, Admission admission) {
    return switch (settled) {
      case Introspection.Active(VerifiedToken token, boolean remembered) ->
          admission.admit(token, remembered);
      case Introspection.Refused(TokenFault fault) ->
          admission.settle(new Verification.Refused(fault));
      case Introspection.Away _ ->
          new Authentication.Rejected(
              Rejection.UNAVAILABLE, CredentialKind.OPAQUE, "introspection-away");
    };
  }

  /** Three parts, as every signed token has. */
  private static boolean looksSigned(String text) {
    int first = text.indexOf('.');
    int second = first < 0 ? -1 : text.indexOf('.', first + 1);
    return second > 0 && text.indexOf('.', second + 1) < 0;
  }
}
