package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.AuditIds;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.AuditRecord.Call;
import dev.sluice.common.audit.AuditRecord.Inspection;
import dev.sluice.common.audit.AuditRecord.Outcome;
import dev.sluice.common.audit.AuditRecord.Who;
import dev.sluice.common.audit.QueryMask;
import dev.sluice.extproc.wire.Struct;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the record of an exchange that has ended. */
final class RecordMaker {
  private final Clock clock;

  RecordMaker(Clock clock) {
    this.clock = clock;
  }

  AuditRecord record(Exchange exchange, Told told) {
    Instant start = exchange.start(clock);
    return new AuditRecord(
        AuditIds.of(exchange.requestId(), start),
        start.toEpochMilli(),
        exchange.correlationId(),
        who(exchange),
        call(exchange),
        outcome(exchange),
        inspection(exchange.inspection()),
        Extra.of(exchange, told));
  }

  private static Who who(Exchange exchange) {
    Struct decision = exchange.decision();
    return new Who(
        decision.text("tenant"),
        decision.text("project"),
        decision.text("workspace"),
        decision.text("subject"),
        exchange.requestHeader("x-agent-id"),
        exchange.requestHeader("x-dwp-source"),
        exchange.requestHeader("x-dwp-caller-type"),
        exchange.client().address(),
        exchange.request().userAgent());
  }

  private static Call call(Exchange exchange) {
    String target = exchange.target();
    int mark = target.indexOf('?');
    return new Call(
        exchange.method(),
        QueryMask.path(mark < 0 ? target : target.substring(0, mark)),
        mark < 0 ? null : QueryMask.query(target.substring(mark + 1)),
        exchange.stoppedBeforeRouting() ? "" : exchange.backend(),
        Columns.text(exchange.decision(), "api_version"),
        exchange.traceId(),
        exchange.request().bodyBytes(),
        exchange.entry().response().bodyBytes());
  }

  private static Outcome outcome(Exchange exchange) {
    Struct decision = exchange.decision();
    String version = decision.text("policy_version");
    return new Outcome(
        exchange.ending().status(),
        exchange.latencyMs(),
        errorCode(exchange),
        Columns.text(decision, "reason"),
        version.isEmpty() ? exchange.inspection().text("policy_version") : version,
        exchange.streamed());
  }

  /** The code that the client read in the body, if it read one of ours. */
  private static @Nullable String errorCode(Exchange exchange) {
    String inspected = Columns.text(exchange.inspection(), "error_code");
    if (inspected != null) {
      return inspected;
    }
    return exchange.denied()
        ? Columns.text(exchange.decision(), "reason")
        : exchange.ending().errorCode();
  }

  private static Inspection inspection(Struct found) {
    return new Inspection(
        found.text("action"),
        Columns.text(found, "rule"),
        Columns.number(found, "input_tokens"),
        Columns.number(found, "output_tokens"),
        Columns.text(found, "diff_hash"),
        Columns.text(found, "changed_files_hash"));
  }
}
