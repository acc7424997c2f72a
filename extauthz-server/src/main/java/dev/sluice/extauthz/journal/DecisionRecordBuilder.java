package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.record.DecisionRecord;
import dev.sluice.common.audit.record.EncodedDecisionFields;
import dev.sluice.common.audit.record.ExchangeStart;
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

/** A builder of audit records from decisions. */
public final class DecisionRecordBuilder {
  private final InstantSource clock;
  private final String node;

  /**
   * Creates a builder.
   *
   * @param clock the time of a request if Envoy does not send it, or a very different one
   * @param node the name of this server
   */
  DecisionRecordBuilder(InstantSource clock, String node) {
    this.clock = clock;
    this.node = node;
  }

  /** Returns the record of a decision, with the id and the time of its exchange. */
  DecisionRecord build(CheckInput input, Decision decision, EncodedDecisionFields fields) {
    Facts facts = decision.facts();
    Instant sent = input.time();
    ExchangeStart start = ExchangeStart.of(sent.getEpochSecond(), sent.getNano(), clock);
    return new DecisionRecord(
        start.recordId(facts.requestId()),
        start.recordedMs(),
        facts.requestId(),
        facts.correlationId(),
        fields,
        requestFields(input),
        node,
        RuleValues.of(input, facts));
  }

  /** Encodes the fields that do not depend on the request. */
  public static EncodedDecisionFields encodeFields(EncodedDecisionKey key) {
    return new EncodedDecisionFields(
        decisionSummary(key), callerSummary(key), routeSummary(key), RouteInputs.of(key));
  }

  private static DecisionRecord.DecisionSummary decisionSummary(EncodedDecisionKey key) {
    DenialCode code = key.code();
    return new DecisionRecord.DecisionSummary(
        code == null ? DecisionRecord.Effect.ALLOW : DecisionRecord.Effect.DENY,
        code == null ? null : code.name(),
        key.rule(),
        key.detail(),
        key.policyVersion(),
        key.shadowRules());
  }

  private static DecisionRecord.CallerSummary callerSummary(EncodedDecisionKey key) {
    String credential = key.credential().label();
    String required = key.requiredLevel().label();
    return switch (key.identity()) {
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

  private static DecisionRecord.RouteSummary routeSummary(EncodedDecisionKey key) {
    RouteRule route = key.route();
    return route == null
        ? new DecisionRecord.RouteSummary(null, null, "", null, key.environment())
        : new DecisionRecord.RouteSummary(
            nullIfEmpty(route.publish()),
            route.id(),
            route.target(),
            nullIfEmpty(route.apiVersion()),
            key.environment());
  }

  private static DecisionRecord.RequestFields requestFields(CheckInput input) {
    String path = input.path();
    int query = path.indexOf('?');
    return new DecisionRecord.RequestFields(
        input.method(),
        input.host(),
        UrlMask.maskPath(query < 0 ? path : path.substring(0, query)),
        List.copyOf(input.headers().keySet()),
        input.peer().address());
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
