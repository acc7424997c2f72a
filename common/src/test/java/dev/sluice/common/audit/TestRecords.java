package dev.sluice.common.audit;

import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.audit.record.AuditRecord.InspectionSummary;
import dev.sluice.common.audit.record.AuditRecord.RequestSummary;
import dev.sluice.common.audit.record.AuditRecord.Requester;
import dev.sluice.common.audit.record.AuditRecord.ResponseSummary;
import dev.sluice.common.audit.record.AuditRecordId;
import dev.sluice.common.audit.record.DecisionRecord;
import dev.sluice.common.audit.record.DecisionRecord.Effect;
import dev.sluice.common.audit.record.EncodedDecisionFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A set of audit records for tests. */
public final class TestRecords {
  private TestRecords() {}

  /** Returns a typical record of the request {@code id}, which began at {@code start}. */
  public static AuditRecord of(String id, Instant start) {
    return of(
        id, start, false, Map.of("dlp_stage", "pre", "dlp_rules", List.of(Map.of("count", 2))));
  }

  /** Returns the record of a streamed response. */
  public static AuditRecord streamed(String id, Instant start) {
    return of(id, start, true, Map.of("mode", "sse"));
  }

  /** Returns a record with columns that the database rejects. */
  public static AuditRecord poisonous(String id, Instant start) {
    AuditRecord good = of(id, start);
    ResponseSummary outcome = new ResponseSummary(9_999, 1, null, null, "p", false);
    return new AuditRecord(
        good.id(),
        good.tsMs(),
        id,
        good.requester(),
        good.request(),
        outcome,
        good.inspection(),
        Map.of());
  }

  /** Returns a decision about the request {@code id}. */
  public static DecisionRecord decision(String id, Instant start) {
    return new DecisionRecord(
        AuditRecordId.of(id, start),
        start.toEpochMilli(),
        "request-" + id,
        id,
        new EncodedDecisionFields(
            new DecisionRecord.DecisionSummary(
                Effect.DENY,
                "ROLE_TOO_LOW",
                "role.level",
                "viewer",
                "p-1",
                List.of("office-hours")),
            new DecisionRecord.CallerSummary(
                "jwt",
                null,
                null,
                null,
                "sample",
                "project",
                "workspace",
                "user",
                "viewer",
                "admin"),
            new DecisionRecord.RouteSummary("publish", "route", "chat", "v1", "prod"),
            Map.of("source", "publish")),
        new DecisionRecord.RequestFields(
            "GET", "api.example", "/v1", List.of(":authority", "x-\"odd\\\"", "한"), "10.1.2.3"),
        "extauthz-1",
        Map.of());
  }

  private static AuditRecord of(
      String id, Instant start, boolean streamed, Map<String, Object> extra) {
    return new AuditRecord(
        AuditRecordId.of(id, start),
        start.toEpochMilli(),
        id,
        new Requester(
            "sample", "project", "workspace", "user", null, "FRONTEND", null, "10.1.2.3", "curl/8"),
        new RequestSummary(
            "POST", "/v1/chat/completions", "a=1", "chat", "v1", "trace", 120L, 4_000L),
        new ResponseSummary(200, 42, null, null, "policy-0.3", streamed),
        new InspectionSummary("mask", "email", 10, 20, null, null),
        extra);
  }
}
