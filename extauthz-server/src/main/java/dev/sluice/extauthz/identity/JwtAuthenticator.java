package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.verify.TokenVerifier;
import dev.sluice.common.token.verify.VerificationResult;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.identity.holder.PresentedToken;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An authenticator for signed tokens of the issuers that a route accepts. */
public final class JwtAuthenticator {
  private final IssuerRegistry issuers;
  private final RouteTokenCheck.Factory tokenChecks;

  public JwtAuthenticator(IssuerRegistry issuers, RouteTokenCheck.Factory tokenChecks) {
    this.issuers = issuers;
    this.tokenChecks = tokenChecks;
  }

  /**
   * Authenticates a token that is in the cache; returns null if it is not. This costs only the
   * digest.
   */
  public @Nullable AuthenticationResult authenticateCached(
      TokenDigest digest,
      PresentedToken presented,
      AuthRequirement.Token requirement,
      AuthzPolicy policy) {
    List<TokenVerifier> accepted = accepted(requirement, policy);
    for (int i = 0; i < accepted.size(); i++) {
      Optional<VerifiedToken> cached = accepted.get(i).cached(digest);
      if (cached.isPresent()) {
        return tokenChecks
            .forRoute(requirement, policy, kind(presented), presented)
            .checkToken(cached.get(), true);
      }
    }
    return null;
  }

  /** Verifies a token that is not in the cache. This costs a signature check. */
  public AuthenticationResult verify(
      TokenDigest digest,
      PresentedToken presented,
      AuthRequirement.Token requirement,
      AuthzPolicy policy) {
    return switch (CompactToken.parse(presented.text())) {
      case CompactToken.ParseResult.Invalid(TokenError error) ->
          TokenRejections.of(error, kind(presented));
      case CompactToken.ParseResult.Parsed(CompactToken token) ->
          verify(
              token,
              digest,
              accepted(requirement, policy),
              tokenChecks.forRoute(requirement, policy, kind(presented), presented));
    };
  }

  private static CredentialKind kind(PresentedToken presented) {
    return presented.withProof() ? CredentialKind.DPOP : CredentialKind.JWT;
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

  private static AuthenticationResult verify(
      CompactToken token,
      TokenDigest digest,
      List<TokenVerifier> accepted,
      RouteTokenCheck tokenCheck) {
    if (accepted.isEmpty()) {
      return TokenRejections.of(TokenError.NO_KEY_SOURCE, tokenCheck.kind());
    }
    TokenVerifier verifier = issuerOf(token, accepted);
    if (verifier == null) {
      return TokenRejections.of(TokenError.ISSUER, tokenCheck.kind());
    }
    return switch (verifier.verify(token, digest)) {
      case VerificationResult.Completed completed -> tokenCheck.checkVerification(completed);
      case VerificationResult.Pending(var later) ->
          new AuthenticationResult.Pending(
              later.thenCompose(completed -> tokenCheck.checkVerification(completed).future()));
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
