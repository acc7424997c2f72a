package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.decision.outcome.DecisionBasis;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import dev.sluice.extauthz.decision.outcome.ShadowOutcome;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.JournalRules;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision about a request, with the rule that made it. */
public sealed interface Decision {
  /** Returns the fields that every decision has. */
  Facts facts();

  /** Returns the caller; anonymous if the decision was made before authentication. */
  Identity identity();

  /** Returns the verdict. */
  default Verdict verdict() {
    return switch (this) {
      case Allow(Facts facts, _, _) -> new Verdict(true, "", facts.rule());
      case Deny(Facts facts, _, DenialCode code, _) ->
          new Verdict(false, code.name(), facts.rule());
    };
  }

  /**
   * Returns the same decision with the outcome of the shadow policy.
   *
   * @param journal the rules for the record, of both policies
   */
  default Decision withShadow(ShadowOutcome shadow, JournalRules journal) {
    return switch (this) {
      case Allow(Facts facts, Identity identity, RequestHeaderChanges upstream) ->
          new Allow(facts.withShadow(shadow, journal), identity, upstream);
      case Deny(Facts facts, Identity identity, DenialCode code, RequestPlace place) ->
          new Deny(facts.withShadow(shadow, journal), identity, code, place);
    };
  }

  /** An allowed request, with the changes to its headers. */
  record Allow(Facts facts, Identity identity, RequestHeaderChanges upstream) implements Decision {}

  /**
   * A denied request. The identity is anonymous if the request was denied before authentication.
   *
   * @param place the place in the request, if the rule concerns one
   */
  record Deny(Facts facts, Identity identity, DenialCode code, RequestPlace place)
      implements Decision {
    /** Creates a denial of a request as a whole. */
    public Deny(Facts facts, Identity identity, DenialCode code) {
      this(facts, identity, code, RequestPlace.UNKNOWN);
    }
  }

  /**
   * The fields that every decision has, for responses and audit records.
   *
   * @param route the route of the request; null if none matches
   * @param rule the rule that made the decision
   * @param policyId the name, the version and the hash of the policy
   * @param basis what else the decision was made from
   * @param responseHeaders call id and limit headers for the response to the client
   */
  record Facts(
      String requestId,
      String correlationId,
      @Nullable RouteRule route,
      String rule,
      String policyVersion,
      String environment,
      DecisionTrace trace,
      String policyId,
      DecisionBasis basis,
      List<Header> responseHeaders) {
    public Facts {
      responseHeaders = List.copyOf(responseHeaders);
    }

    /** Returns these facts with the outcome of the shadow policy. */
    Facts withShadow(ShadowOutcome shadow, JournalRules journal) {
      return new Facts(
          requestId,
          correlationId,
          route,
          rule,
          policyVersion,
          environment,
          trace,
          policyId,
          new DecisionBasis(journal, basis.claims(), basis.addressRows(), shadow),
          responseHeaders);
    }

    /** Returns these facts with more headers for the response to the client. */
    Facts withResponseHeaders(List<Header> more) {
      if (more.isEmpty()) {
        return this;
      }
      List<Header> all = new ArrayList<>(responseHeaders.size() + more.size());
      all.addAll(responseHeaders);
      all.addAll(more);
      return new Facts(
          requestId,
          correlationId,
          route,
          rule,
          policyVersion,
          environment,
          trace,
          policyId,
          basis,
          all);
    }

    /** Creates facts of a policy that is not from a file, without response headers. */
    public Facts(
        String requestId,
        String correlationId,
        @Nullable RouteRule route,
        String rule,
        String policyVersion,
        String environment,
        DecisionTrace trace) {
      this(
          requestId,
          correlationId,
          route,
          rule,
          policyVersion,
          environment,
          trace,
          policyVersion,
          DecisionBasis.NONE,
          List.of());
    }
  }
}
