package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.record.AuditRecordId;
import dev.sluice.common.audit.record.DecisionRecord;
import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.common.audit.record.UrlMask;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DenialCode;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.response.EncodedDecisionKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions as records. */
public final class DecisionRecordBuilder {
  private final InstantSource clock;
  private final String node;

  /**
   * @param clock tells the time of a request where Envoy does not
   * @param node the name of this server
   */
  DecisionRecordBuilder(InstantSource clock, String node) {
    this.clock = clock;
    this.node = node;
  }

  /** The record of a decision, with the id and the time of its exchange. */
  DecisionRecord build(CheckInput input, Decision decision, EncodedDecisionFields outline) {
    Facts facts = decision.facts();
    Instant time = input.time().equals(Instant.EPOCH) ? clock.instant() : input.time();
    return new DecisionRecord(
        AuditRecordId.of(facts.requestId(), time),
        time.toEpochMilli(),
        facts.requestId(),
        facts.correlationId(),
        outline,
        request(input),
        node);
  }

  /** What does not depend on the request. */
  public static EncodedDecisionFields encodeFields(EncodedDecisionKey decisions) {
    return new EncodedDecisionFields(verdict(decisions), caller(decisions), target(decisions));
  }

  private static DecisionRecord.DecisionSummary verdict(EncodedDecisionKey decisions) {
    DenialCode code = decisions.code();
    return new DecisionRecord.DecisionSummary(
        code == null ? DecisionRecord.Effect.ALLOW : DecisionRecord.Effect.DENY,
        code == null ? null : code.name(),
        decisions.rule(),
        decisions.detail(),
        decisions.policyVersion(),
        decisions.shadowRules());
  }

  private static DecisionRecord.CallerSummary caller(EncodedDecisionKey decisions) {
    String credential = decisions.credential().label();
    String required = decisions.requiredLevel().label();
    return switch (decisions.identity()) {
      case Identity.Caller caller -> {
        IssuedCredential issued = caller.issuedCredential();
        yield new DecisionRecord.CallerSummary(
            credential,
            issued == null ? null : issued.id(),
            issued == null ? null : issued.subscription().id(),
            issued == null ? null : issued.subscription().plan(),
            caller.tenant(),
            caller.project(),
            caller.workspace(),
            caller.subject(),
            caller.level().label(),
            required);
      }
      case Identity.Anonymous() ->
          new DecisionRecord.CallerSummary(
              credential, null, null, null, "", "", "", "", "", required);
    };
  }

  private static DecisionRecord.RouteSummary target(EncodedDecisionKey decisions) {
    RouteRule route = decisions.route();
    return route == null
        ? new DecisionRecord.RouteSummary(null, null, "", null, decisions.environment())
        : new DecisionRecord.RouteSummary(
            filled(route.publish()),
            route.id(),
            route.target(),
            filled(route.apiVersion()),
            decisions.environment());
  }

  private static DecisionRecord.RequestFields request(CheckInput input) {
    String path = input.path();
    int query = path.indexOf('?');
    return new DecisionRecord.RequestFields(
        input.method(),
        input.host(),
        UrlMask.maskPath(query < 0 ? path : path.substring(0, query)),
        List.copyOf(input.headers().keySet()),
        input.peer().address());
  }

  private static @Nullable String filled(String text) {
    return text.isEmpty() ? null : text;
  }
}
