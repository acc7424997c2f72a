package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.AuditIds;
import dev.sluice.common.audit.AuditRecord;
import dev.sluice.common.audit.AuditRecord.Call;
import dev.sluice.common.audit.AuditRecord.Inspection;
import dev.sluice.common.audit.AuditRecord.Outcome;
import dev.sluice.common.audit.AuditRecord.Who;
import dev.sluice.common.audit.QueryMask;
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
    Fields decision = exchange.decision();
    return new Who(
        decision.text("tenant"),
        decision.text("project"),
        decision.text("workspace"),
        decision.text("subject"),
        exchange.requestHeader("x-agent-id"),
        exchange.requestHeader("x-dwp-source"),
        exchange.requestHeader("x-dwp-caller-type"),
        exchange.client().getAddress(),
        exchange.request().getUserAgent());
  }

  private static Call call(Exchange exchange) {
    String target = exchange.target();
    int mark = target.indexOf('?');
    return new Call(
        exchange.method(),
        QueryMask.path(mark < 0 ? target : target.substring(0, mark)),
        mark < 0 ? null : QueryMask.query(target.substring(mark + 1)),
        exchange.stoppedBeforeRouting() ? "" : exchange.backend(),
        exchange.decision().optional("api_version"),
        exchange.traceId(),
        exchange.request().getRequestBodyBytes(),
        exchange.entry().getResponse().getResponseBodyBytes());
  }

  private static Outcome outcome(Exchange exchange) {
    Fields decision = exchange.decision();
    String version = decision.text("policy_version");
    return new Outcome(
        exchange.ending().status(),
        exchange.latencyMs(),
        errorCode(exchange),
        decision.optional("reason"),
        version.isEmpty() ? exchange.inspection().text("policy_version") : version,
        exchange.streamed());
  }

  /** The code that the client read in the body, if it read one of ours. */
  private static @Nullable String errorCode(Exchange exchange) {
    String inspected = exchange.inspection().optional("error_code");
    if (inspected != null) {
      return inspected;
    }
    return exchange.denied()
        ? exchange.decision().optional("reason")
        : exchange.ending().errorCode();
  }

  private static Inspection inspection(Fields found) {
    return new Inspection(
        found.text("action"),
        found.optional("rule"),
        found.number("input_tokens"),
        found.number("output_tokens"),
        found.optional("diff_hash"),
        found.optional("changed_files_hash"));
  }
}
