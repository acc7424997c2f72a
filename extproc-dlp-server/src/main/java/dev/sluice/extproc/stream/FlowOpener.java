package dev.sluice.extproc.stream;

import dev.sluice.extproc.coding.Codings;
import dev.sluice.extproc.coding.Recoding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.ErrorCode;
import dev.sluice.extproc.response.HeaderChanges;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import java.util.Optional;

/** Decides from the headers of a direction what happens to its body. */
record FlowOpener(Inspector inspector, StreamLimits limits, Ledger ledger, AnswerStream answers) {

  /** Opens a direction; it may be refused at once, in which case {@code answers} is over. */
  BodyFlow open(BodyWriter writer, Headers headers, HeaderMutation changes, HeldBody held) {
    Optional<BodyInspection> inspection =
        headers.last() ? Optional.empty() : inspection(writer.direction(), headers);
    if (inspection.isEmpty()) {
      boolean bodiless = headers.last() || writer.mode() == BodyMode.NONE;
      return new EchoFlow(writer, changes, bodiless, answers);
    }
    if (writer.mode() == BodyMode.NONE) {
      throw new ProtocolException(
          "body mode NONE for a body that the policy inspects, of type "
              + headers.text("content-type"));
    }
    ledger.inspects(writer.direction(), inspection.get());
    return inspected(writer, headers, inspection.get(), changes, held);
  }

  private BodyFlow inspected(
      BodyWriter writer,
      Headers headers,
      BodyInspection inspection,
      HeaderMutation changes,
      HeldBody held) {
    Optional<Codings> codings = Codings.of(headers.list("content-encoding"));
    boolean holds = holds(writer, inspection);
    Optional<ErrorCode> refusal =
        codings.isEmpty()
            ? Optional.of(ErrorCode.UNSUPPORTED_ENCODING)
            : Optional.of(Fault.tooLarge(writer.direction()))
                .filter(code -> holds && headers.contentLength() > limits.maxBodyBytes());
    if (refusal.isPresent()) {
      answers.refuse(writer, refusal.get());
      return new UnopenedFlow(writer.direction());
    }
    HeaderMutation all = HeaderChanges.withBodyChanged(changes);
    if (!codings.orElseThrow().none()) {
      all = HeaderChanges.withBodyRecoded(all);
    }
    InspectedBody body = body(inspection, codings.orElseThrow(), holds);
    return holds
        ? new HoldingFlow(writer, body, held, limits.maxBodyBytes(), all, answers)
        : new StreamingFlow(writer, body, held, all, ledger.exchange().dialect(), answers);
  }

  private InspectedBody body(BodyInspection inspection, Codings codings, boolean holds) {
    var bounds = limits.decoding(holds ? limits.maxBodyBytes() : Long.MAX_VALUE);
    Optional<Recoding> recoding =
        codings.none() ? Optional.empty() : Optional.of(new Recoding(codings, bounds));
    return new InspectedBody(inspection, recoding, !holds);
  }

  private Optional<BodyInspection> inspection(Direction direction, Headers headers) {
    Exchange exchange = ledger.exchange();
    if (exchange.inspection() == Inspection.OFF) {
      return Optional.empty();
    }
    boolean incremental = exchange.inspection() == Inspection.PRE_AND_INCREMENTAL;
    return inspector.open(
        direction,
        headers.text("content-type"),
        exchange.scope(),
        new InspectionSettings(incremental, limits.maxBufferBytes()));
  }

  /** A body of one message is held anyway; an event stream never is, it ends in an event. */
  private boolean holds(BodyWriter writer, BodyInspection inspection) {
    return writer.mode() == BodyMode.BUFFERED
        || (inspection.scanned()
            && !inspection.eventStream()
            && inspector.blocks(writer.direction(), ledger.exchange().scope()));
  }
}
