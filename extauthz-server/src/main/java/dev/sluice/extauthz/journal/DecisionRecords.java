package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.AuditIds;
import dev.sluice.common.audit.DecisionOutline;
import dev.sluice.common.audit.DecisionRecord;
import dev.sluice.common.audit.QueryMask;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.ErrorCode;
import dev.sluice.extauthz.decision.Likeness;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.RouteRule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions as records. */
public final class DecisionRecords {
  private final InstantSource clock;
  private final String node;

  /**
   * @param clock tells the time of a request where Envoy does not
   * @param node the name of this server
   */
  DecisionRecords(InstantSource clock, String node) {
    this.clock = clock;
    this.node = node;
  }

  /** The record of a decision, with the id and the time of its exchange. */
  DecisionRecord of(CheckInput input, Decision decision, DecisionOutline outline) {
    Facts facts = decision.facts();
    Instant time = input.time().equals(Instant.EPOCH) ? clock.instant() : input.time();
    return new DecisionRecord(
        AuditIds.of(facts.requestId(), time),
        time.toEpochMilli(),
        facts.requestId(),
        facts.correlationId(),
        outline,
        request(input),
        node);
  }

  /** What does not depend on the request. */
  public static DecisionOutline outline(Likeness decisions) {
    return new DecisionOutline(verdict(decisions), caller(decisions), target(decisions));
  }

  private static DecisionRecord.Verdict verdict(Likeness decisions) {
    ErrorCode code = decisions.code();
    return new DecisionRecord.Verdict(
        code == null ? DecisionRecord.Effect.ALLOW : DecisionRecord.Effect.DENY,
        code == null ? null : code.name(),
        decisions.rule(),
        decisions.detail(),
        decisions.policyVersion(),
        decisions.shadows());
  }

  private static DecisionRecord.Caller caller(Likeness decisions) {
    String credential = decisions.credential().label();
    String required = decisions.required().label();
    return switch (decisions.identity()) {
      case Identity.Caller caller -> {
        IssuedCredential issued = caller.issued();
        yield new DecisionRecord.Caller(
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
          new DecisionRecord.Caller(credential, null, null, null, "", "", "", "", "", required);
    };
  }

  private static DecisionRecord.Target target(Likeness decisions) {
    RouteRule route = decisions.route();
    return route == null
        ? new DecisionRecord.Target(null, null, "", null, decisions.environment())
        : new DecisionRecord.Target(
            filled(route.publish()),
            route.id(),
            route.target(),
            filled(route.apiVersion()),
            decisions.environment());
  }

  private static DecisionRecord.Request request(CheckInput input) {
    String path = input.path();
    int query = path.indexOf('?');
    return new DecisionRecord.Request(
        input.method(),
        input.host(),
        QueryMask.path(query < 0 ? path : path.substring(0, query)),
        List.copyOf(input.headers().keySet()),
        input.peer().address());
  }

  private static @Nullable String filled(String text) {
    return text.isEmpty() ? null : text;
  }
}
