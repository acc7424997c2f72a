package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.CompactToken;
import dev.sluice.common.token.TokenDigest;
import dev.sluice.common.token.TokenFault;
import dev.sluice.common.token.TokenVerifier;
import dev.sluice.common.token.Verification;
import dev.sluice.common.token.VerifiedToken;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.Rejection;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates by a token of one of the issuers that a route takes. */
public final class JwtAuthenticator {
  private final IssuerRegistry issuers;

  public JwtAuthenticator(IssuerRegistry issuers) {
    this.issuers = issuers;
  }

  /** A token seen before costs a digest; a new one its signature. */
  public Authentication authenticate(
      String text, AuthRequirement.Token requirement, AuthzPolicy policy) {
    List<TokenVerifier> accepted = accepted(requirement, policy);
    TokenDigest digest = TokenDigest.of(text);
    for (TokenVerifier verifier : accepted) {
      Optional<VerifiedToken> known = verifier.recall(digest);
      if (known.isPresent()) {
        return admit(known.get(), requirement, true);
      }
    }
    return switch (CompactToken.read(text)) {
      case CompactToken.Reading.Faulty(TokenFault fault) -> rejected(fault);
      case CompactToken.Reading.Token(CompactToken token) ->
          verify(token, digest, accepted, requirement);
    };
  }

  private List<TokenVerifier> accepted(AuthRequirement.Token requirement, AuthzPolicy policy) {
    var verifiers = issuers.verifiers(policy.issuers());
    List<TokenVerifier> accepted = new ArrayList<>(requirement.issuers().size());
    for (String name : requirement.issuers()) {
      TokenVerifier verifier = verifiers.get(name);
      if (verifier != null) {
        accepted.add(verifier);
      }
    }
    return accepted;
  }

  private static Authentication verify(
      CompactToken token,
      TokenDigest digest,
      List<TokenVerifier> accepted,
      AuthRequirement.Token requirement) {
    if (accepted.isEmpty()) {
      return rejected(TokenFault.NO_KEY_SOURCE);
    }
    TokenVerifier verifier = issuerOf(token, accepted);
    if (verifier == null) {
      return rejected(TokenFault.ISSUER);
    }
    return switch (verifier.verify(token, digest)) {
      case Verification.Settled settled -> settle(settled, requirement);
      case Verification.Waiting(var later) ->
          new Authentication.Waiting(later.thenApply(settled -> settle(settled, requirement)));
    };
  }

  private static @Nullable TokenVerifier issuerOf(
      CompactToken token, List<TokenVerifier> accepted) {
    TokenVerifier anyIssuer = null;
    for (TokenVerifier verifier : accepted) {
      boolean named = verifier.settings().issuer().isPresent();
      if (named && verifier.settings().mayHaveIssued(token)) {
        return verifier;
      }
      anyIssuer = named || anyIssuer != null ? anyIssuer : verifier;
    }
    return anyIssuer;
  }

  private static Authentication.Settled settle(
      Verification.Settled settled, AuthRequirement.Token requirement) {
    return switch (settled) {
      case Verification.Verified(VerifiedToken token) -> admit(token, requirement, false);
      case Verification.Refused(TokenFault fault) -> rejected(fault);
    };
  }

  private static Authentication.Settled admit(
      VerifiedToken token, AuthRequirement.Token requirement, boolean remembered) {
    String audience = requirement.audience();
    if (!audience.isEmpty() && !token.claims().texts("aud").contains(audience)) {
      return rejected(TokenFault.AUDIENCE);
    }
    Optional<Identity> identity = ClaimsReader.identity(token);
    if (identity.isEmpty()) {
      return rejected(Rejection.INCOMPLETE_CLAIMS, "claims");
    }
    if (!requirement.scopes().isEmpty()
        && !ClaimsReader.scopes(token.claims()).containsAll(requirement.scopes())) {
      return rejected(Rejection.MISSING_SCOPE, "scope");
    }
    return new Authentication.Known(identity.get(), CredentialKind.JWT, remembered);
  }

  private static Authentication.Rejected rejected(TokenFault fault) {
    Rejection rejection =
        switch (fault) {
          case UNKNOWN_KEY -> Rejection.UNKNOWN_KEY;
          case NO_KEY_SOURCE -> Rejection.NO_KEY_SOURCE;
          case MALFORMED,
              ALGORITHM,
              HEADER,
              ISSUER,
              AUDIENCE,
              TIME_CLAIM,
              EXPIRED,
              NOT_YET_VALID,
              LIFETIME,
              SIGNATURE,
              KEYS_EXPIRED ->
              Rejection.BAD_CREDENTIAL;
        };
    return rejected(rejection, fault.label());
  }

  private static Authentication.Rejected rejected(Rejection rejection, String detail) {
    return new Authentication.Rejected(rejection, CredentialKind.JWT, detail);
  }
}
