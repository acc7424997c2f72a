package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a request, naming its rule. */
public sealed interface Decision {
  /** What is the same for every outcome. */
  Facts facts();

  /** Who asks, as far as that counted. */
  Identity identity();

  /** May pass, with these changes to its headers. */
  record Allow(Facts facts, Identity identity, RequestHeaderChanges upstream) implements Decision {}

  /** May not; the identity is anonymous unless it was the level that was too low. */
  record Deny(Facts facts, Identity identity, DenialCode code) implements Decision {}

  /**
   * What every record of the decision tells.
   *
   * @param route null when the request belongs to none
   * @param rule the rule that decided
   * @param responseHeaders headers that name the call, for the answer
   */
  record Facts(
      String requestId,
      String correlationId,
      @Nullable RouteRule route,
      String rule,
      String policyVersion,
      String environment,
      DecisionTrace trace,
      List<Header> responseHeaders) {
    public Facts {
      responseHeaders = List.copyOf(responseHeaders);
    }

    /** With nothing more to return than any answer has. */
    public Facts(
        String requestId,
        String correlationId,
        @Nullable RouteRule route,
        String rule,
        String policyVersion,
        String environment,
        DecisionTrace trace) {
      this(requestId, correlationId, route, rule, policyVersion, environment, trace, List.of());
    }
  }
}
