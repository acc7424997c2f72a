package dev.sluice.extproc.stream;

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
    HeaderMutation all = HeaderChanges.withBodyChanged(changes);
    if (!headers.identityCoded()) {
      answers.refuse(writer, ErrorCode.UNSUPPORTED_ENCODING);
      return new UnopenedFlow(writer.direction());
    }
    if (!holds(writer, inspection)) {
      return new StreamingFlow(writer, inspection, held, all, ledger.exchange().dialect(), answers);
    }
    if (headers.contentLength() > limits.maxBodyBytes()) {
      answers.refuse(writer, Fault.tooLarge(writer.direction()));
      return new UnopenedFlow(writer.direction());
    }
    return new HoldingFlow(writer, inspection, held, limits.maxBodyBytes(), all, answers);
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
