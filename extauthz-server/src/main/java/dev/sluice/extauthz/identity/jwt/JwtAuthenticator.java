package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.CompactToken;
import dev.sluice.common.token.TokenDigest;
import dev.sluice.common.token.TokenFault;
import dev.sluice.common.token.TokenVerifier;
import dev.sluice.common.token.Verification;
import dev.sluice.common.token.VerifiedToken;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Authenticates by a token of one of the issuers that a route takes. */
public final class JwtAuthenticator {
  private final IssuerRegistry issuers;
  private final Admissions admissions;

  public JwtAuthenticator(IssuerRegistry issuers, Admissions admissions) {
    this.issuers = issuers;
    this.admissions = admissions;
  }

  /** By a token that was taken before; null if it was not. It costs no more than its digest. */
  public @Nullable Authentication recall(
      TokenDigest digest, AuthRequirement.Token requirement, AuthzPolicy policy) {
    List<TokenVerifier> accepted = accepted(requirement, policy);
    for (int i = 0; i < accepted.size(); i++) {
      Optional<VerifiedToken> known = accepted.get(i).recall(digest);
      if (known.isPresent()) {
        return admissions.of(requirement, policy, CredentialKind.JWT).admit(known.get(), true);
      }
    }
    return null;
  }

  /** By a token that is new; it costs a signature. */
  public Authentication verify(
      String text, TokenDigest digest, AuthRequirement.Token requirement, AuthzPolicy policy) {
    return switch (CompactToken.read(text)) {
      case CompactToken.Reading.Faulty(TokenFault fault) ->
          Rejections.of(fault, CredentialKind.JWT);
      case CompactToken.Reading.Token(CompactToken token) ->
          verify(
              token,
              digest,
              accepted(requirement, policy),
              admissions.of(requirement, policy, CredentialKind.JWT));
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
      CompactToken token, TokenDigest digest, List<TokenVerifier> accepted, Admission admission) {
    if (accepted.isEmpty()) {
      return Rejections.of(TokenFault.NO_KEY_SOURCE, CredentialKind.JWT);
    }
    TokenVerifier verifier = issuerOf(token, accepted);
    if (verifier == null) {
      return Rejections.of(TokenFault.ISSUER, CredentialKind.JWT);
    }
    return switch (verifier.verify(token, digest)) {
      case Verification.Settled settled -> admission.settle(settled);
      case Verification.Waiting(var later) ->
          new Authentication.Waiting(later.thenApply(admission::settle));
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
}
