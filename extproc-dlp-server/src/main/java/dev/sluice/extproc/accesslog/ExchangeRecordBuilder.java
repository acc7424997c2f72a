package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.audit.record.AuditRecord.InspectionSummary;
import dev.sluice.common.audit.record.AuditRecord.RequestSummary;
import dev.sluice.common.audit.record.AuditRecord.Requester;
import dev.sluice.common.audit.record.AuditRecord.ResponseSummary;
import dev.sluice.common.audit.record.ExchangeStart;
import dev.sluice.common.audit.record.UrlMask;
import dev.sluice.extproc.wire.StructView;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A builder of the record of an ended exchange. */
final class ExchangeRecordBuilder {
  private final InstantSource clock;

  ExchangeRecordBuilder(InstantSource clock) {
    this.clock = clock;
  }

  AuditRecord record(LoggedExchange exchange, ExchangeEnrichment enrichment) {
    ExchangeStart start = exchange.start(clock);
    return new AuditRecord(
        start.recordId(exchange.requestId()),
        start.recordedMs(),
        exchange.correlationId(),
        requester(exchange),
        call(exchange),
        outcome(exchange, enrichment),
        inspection(exchange.inspection()),
        ExtraFields.of(exchange, enrichment));
  }

  private static Requester requester(LoggedExchange exchange) {
    StructView decision = exchange.decision();
    return new Requester(
        decision.text("tenant"),
        decision.text("project"),
        decision.text("workspace"),
        decision.text("subject"),
        CallerColumns.agent(exchange),
        CallerColumns.source(exchange),
        CallerColumns.callerType(exchange),
        exchange.clientAddress().address(),
        exchange.request().userAgent());
  }

  private static RequestSummary call(LoggedExchange exchange) {
    String target = exchange.target();
    int mark = target.indexOf('?');
    return new RequestSummary(
        exchange.method(),
        UrlMask.maskPath(mark < 0 ? target : target.substring(0, mark)),
        mark < 0 ? null : UrlMask.maskQuery(target.substring(mark + 1)),
        exchange.stoppedBeforeRouting() ? "" : exchange.backend(),
        StructColumns.text(exchange.decision(), "api_version"),
        exchange.traceId(),
        exchange.request().bodyBytes(),
        exchange.entry().response().bodyBytes());
  }

  private static ResponseSummary outcome(LoggedExchange exchange, ExchangeEnrichment enrichment) {
    StructView decision = exchange.decision();
    String version = decision.text("policy_version");
    return new ResponseSummary(
        exchange.ending().status(),
        exchange.latencyMs(),
        errorCode(exchange, enrichment),
        StructColumns.text(decision, "reason"),
        version.isEmpty() ? exchange.inspection().text("policy_version") : version,
        exchange.streamed());
  }

  /** Returns the error code in the response body, if it is one of the product's. */
  private static @Nullable String errorCode(
      LoggedExchange exchange, ExchangeEnrichment enrichment) {
    String inspected = StructColumns.text(exchange.inspection(), "error_code");
    if (inspected != null) {
      return inspected;
    }
    if (exchange.denied()) {
      return StructColumns.text(exchange.decision(), "reason");
    }
    return enrichment.isEnding() && exchange.ending().gone()
        ? "API_VERSION_SUNSET"
        : exchange.ending().errorCode();
  }

  private static InspectionSummary inspection(StructView found) {
    return new InspectionSummary(
        found.text("action"),
        StructColumns.text(found, "rule"),
        StructColumns.number(found, "input_tokens"),
        StructColumns.number(found, "output_tokens"),
        StructColumns.text(found, "diff_hash"),
        StructColumns.text(found, "changed_files_hash"));
  }
}
