package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.coding.BodyTranscoder;
import dev.sluice.extproc.coding.ContentCodings;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.UnscannedEventStream;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.HeaderMutationBuilder;
import dev.sluice.extproc.rewriter.TokenVault;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import dev.sluice.extproc.stream.outbound.UnsupportedEnvoyConfigException;
import java.util.Optional;

/** Decides from the headers of a direction what happens to its body. */
public record BodyFlowFactory(
    Inspector inspector,
    StreamLimits limits,
    TimeSlice turn,
    TokenVault tokens,
    ExchangeOutcome ledger,
    ExchangeResponder answers) {

  /** Opens a direction; it may be refused at once, in which case {@code answers} is over. */
  public BodyFlow open(
      BodyWriter writer, HeaderLines headers, HeaderMutationBuilder changes, HeldBody held) {
    Optional<BodyInspection> inspection =
        headers.endOfStream() ? Optional.empty() : inspection(writer.direction(), headers);
    Optional<EventIdWriter> ids = ids(writer.direction(), headers);
    if (inspection.isEmpty() && ids.isEmpty()) {
      boolean bodiless = headers.endOfStream() || writer.mode() == BodyMode.NONE;
      return new PassThroughFlow(writer, changes.build(), bodiless, answers);
    }
    if (writer.mode() == BodyMode.NONE) {
      throw new UnsupportedEnvoyConfigException(
          "body mode NONE for a body that the policy inspects, of type "
              + headers.text("content-type"));
    }
    inspection.ifPresent(known -> ledger.addInspection(writer.direction(), known));
    return inspected(
        writer, headers, inspection.orElseGet(UnscannedEventStream::new), ids, changes, held);
  }

  /** What gives ids to the events of this body. */
  private Optional<EventIdWriter> ids(BodyDirection direction, HeaderLines headers) {
    boolean wanted =
        direction == BodyDirection.RESPONSE
            && ledger.exchange().addEventIds()
            && headers.eventStream()
            && !headers.endOfStream();
    return wanted ? Optional.of(new EventIdWriter()) : Optional.empty();
  }

  private BodyFlow inspected(
      BodyWriter writer,
      HeaderLines headers,
      BodyInspection inspection,
      Optional<EventIdWriter> ids,
      HeaderMutationBuilder changes,
      HeldBody held) {
    Optional<ContentCodings> codings = ContentCodings.of(headers.list("content-encoding"));
    boolean holds = holds(writer, inspection);
    Optional<DlpErrorCode> refusal =
        codings.isEmpty()
            ? Optional.of(DlpErrorCode.UNSUPPORTED_ENCODING)
            : Optional.of(VerdictErrorCodes.tooLarge(writer.direction()))
                .filter(code -> holds && headers.contentLength() > limits.maxBodyBytes());
    if (refusal.isPresent()) {
      answers.reject(writer, refusal.get());
      return new AwaitingHeadersFlow(writer.direction(), true);
    }
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      // A full-duplex body has no length: Envoy takes it off by itself.
      changes.removeContentLength();
    }
    if (!codings.orElseThrow().isIdentity()) {
      changes.removeDigests();
    }
    InspectedBody body = body(inspection, ids, codings.orElseThrow(), holds);
    return new InspectedFlow(
        writer, body, held, holds, limits.maxBodyBytes(), changes.build(), answers);
  }

  private InspectedBody body(
      BodyInspection inspection,
      Optional<EventIdWriter> ids,
      ContentCodings codings,
      boolean holds) {
    var bounds = limits.decoding(holds ? limits.maxBodyBytes() : Long.MAX_VALUE);
    Optional<BodyTranscoder> recoding =
        codings.isIdentity() ? Optional.empty() : Optional.of(new BodyTranscoder(codings, bounds));
    return new InspectedBody(inspection, recoding, ids, !holds, turn);
  }

  private Optional<BodyInspection> inspection(BodyDirection direction, HeaderLines headers) {
    ExchangeContext exchange = ledger.exchange();
    if (exchange.inspection() == BodyInspectionMode.OFF) {
      return Optional.empty();
    }
    boolean incremental = exchange.inspection() == BodyInspectionMode.PRE_AND_INCREMENTAL;
    return inspector.open(
        direction,
        headers.text("content-type"),
        exchange.scope(),
        new InspectionSettings(incremental, limits.maxBufferBytes(), tokens));
  }

  /** A body of one message is held anyway; an event stream never is, it ends in an event. */
  private boolean holds(BodyWriter writer, BodyInspection inspection) {
    return writer.mode() == BodyMode.BUFFERED
        || (inspection.scanned()
            && !inspection.eventStream()
            && inspector.mayBlock(writer.direction(), ledger.exchange().scope()));
  }
}
