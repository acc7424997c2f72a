package dev.sluice.extproc.stream;

import dev.sluice.extproc.coding.Codings;
import dev.sluice.extproc.coding.Recoding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.UnreadEvents;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.ErrorCode;
import dev.sluice.extproc.response.HeaderChanges;
import dev.sluice.extproc.rewriter.TokenBook;
import java.util.Optional;

/** Decides from the headers of a direction what happens to its body. */
record FlowOpener(
    Inspector inspector,
    StreamLimits limits,
    Turn turn,
    TokenBook tokens,
    Ledger ledger,
    AnswerStream answers) {

  /** Opens a direction; it may be refused at once, in which case {@code answers} is over. */
  BodyFlow open(BodyWriter writer, Headers headers, HeaderChanges changes, HeldBody held) {
    Optional<BodyInspection> inspection =
        headers.last() ? Optional.empty() : inspection(writer.direction(), headers);
    Optional<EventIds> ids = ids(writer.direction(), headers);
    if (inspection.isEmpty() && ids.isEmpty()) {
      boolean bodiless = headers.last() || writer.mode() == BodyMode.NONE;
      return new EchoFlow(writer, changes.build(), bodiless, answers);
    }
    if (writer.mode() == BodyMode.NONE) {
      throw new ProtocolException(
          "body mode NONE for a body that the policy inspects, of type "
              + headers.text("content-type"));
    }
    inspection.ifPresent(known -> ledger.inspects(writer.direction(), known));
    return inspected(writer, headers, inspection.orElseGet(UnreadEvents::new), ids, changes, held);
  }

  /** What gives ids to the events of this body. */
  private Optional<EventIds> ids(Direction direction, Headers headers) {
    boolean wanted =
        direction == Direction.RESPONSE
            && ledger.exchange().sseIds()
            && headers.eventStream()
            && !headers.last();
    return wanted ? Optional.of(new EventIds()) : Optional.empty();
  }

  private BodyFlow inspected(
      BodyWriter writer,
      Headers headers,
      BodyInspection inspection,
      Optional<EventIds> ids,
      HeaderChanges changes,
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
      return new UnopenedFlow(writer.direction(), true);
    }
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      // A full-duplex body has no length: Envoy takes it off by itself.
      changes.bodyChanged();
    }
    if (!codings.orElseThrow().none()) {
      changes.bodyRecoded();
    }
    InspectedBody body = body(inspection, ids, codings.orElseThrow(), holds);
    return holds
        ? new HoldingFlow(writer, body, held, limits.maxBodyBytes(), changes.build(), answers)
        : new StreamingFlow(
            writer, body, held, changes.build(), ledger.exchange().errors(), answers);
  }

  private InspectedBody body(
      BodyInspection inspection, Optional<EventIds> ids, Codings codings, boolean holds) {
    var bounds = limits.decoding(holds ? limits.maxBodyBytes() : Long.MAX_VALUE);
    Optional<Recoding> recoding =
        codings.none() ? Optional.empty() : Optional.of(new Recoding(codings, bounds));
    return new InspectedBody(inspection, recoding, ids, !holds, turn);
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
        new InspectionSettings(incremental, limits.maxBufferBytes(), tokens));
  }

  /** A body of one message is held anyway; an event stream never is, it ends in an event. */
  private boolean holds(BodyWriter writer, BodyInspection inspection) {
    return writer.mode() == BodyMode.BUFFERED
        || (inspection.scanned()
            && !inspection.eventStream()
            && inspector.blocks(writer.direction(), ledger.exchange().scope()));
  }
}
