package dev.sluice.extauthz.replay;

import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.decision.LimitOutcome;
import dev.sluice.extauthz.decision.RuleViolation;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.RejectionReason;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.List;
import java.util.Optional;

/**
 * The outcomes of a decision that another access policy does not change, or that need what no
 * record keeps: credentials, WAF rules, blocks after failed credentials, limits.
 */
final class CarriedOutcomes {
  private static final String WAF = "waf:";
  private static final String BLOCKING = "blocking:";

  private CarriedOutcomes() {}

  /** Returns the violation of a WAF rule for which the request was denied. */
  static Optional<RuleViolation> waf(DecidedRequest request, boolean afterAuthentication) {
    return afterAuthentication == request.isAuthenticated()
        ? denial(request, WAF)
        : Optional.empty();
  }

  /** Returns the block of the client's address for which the request was denied. */
  static Optional<RuleViolation> block(DecidedRequest request, AuthzPolicy policy) {
    return policy
        .requestRules()
        .blocking()
        .filter(blocking -> !blocking.shadow())
        .flatMap(_ -> denial(request, BLOCKING));
  }

  /** Returns the outcome of the limits. A request that they did not see counts as within them. */
  static LimitOutcome limits(DecidedRequest request) {
    Verdict verdict = request.verdict();
    return switch (verdict.code()) {
      case "RATE_LIMITED", "QUOTA_EXCEEDED" ->
          new LimitOutcome.Denied(DenialCode.valueOf(verdict.code()), verdict.rule(), List.of());
      default -> LimitOutcome.NOT_COUNTED;
    };
  }

  /** Returns the result of the check of the credential; empty if there was no check. */
  static Optional<AuthenticationResult> authentication(DecidedRequest request) {
    if (request.isRejected()) {
      return Optional.of(
          new AuthenticationResult.Rejected(
              reason(request.verdict().code()), request.credential(), request.detail()));
    }
    return request.isAuthenticated()
        ? Optional.of(
            new AuthenticationResult.Authenticated(
                request.identity(), request.credential(), true, request.claims()))
        : Optional.empty();
  }

  private static Optional<RuleViolation> denial(DecidedRequest request, String kind) {
    Verdict verdict = request.verdict();
    return !verdict.allowed() && verdict.rule().startsWith(kind)
        ? Optional.of(new RuleViolation(DenialCode.valueOf(verdict.code()), verdict.rule(), false))
        : Optional.empty();
  }

  /** Returns a reason that leads to the same code. */
  private static RejectionReason reason(String code) {
    return switch (code) {
      case "AUTH_UNKNOWN_KID" -> RejectionReason.UNKNOWN_KEY;
      case "AUTH_MISSING_CLAIMS" -> RejectionReason.INCOMPLETE_CLAIMS;
      case "AUTH_FORBIDDEN" -> RejectionReason.NOT_ADMITTED;
      case "AUTH_MISCONFIGURED_JWKS" -> RejectionReason.NO_KEY_SOURCE;
      case "AUTHZ_UNAVAILABLE" -> RejectionReason.UNAVAILABLE;
      default -> RejectionReason.BAD_CREDENTIAL;
    };
  }
}
