package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.budget.ExchangeMeter;
import dev.sluice.extproc.coding.BodyTranscoder;
import dev.sluice.extproc.coding.ContentCodings;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.UnscannedBody;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.model.ModelFault;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.BodyRejection;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.HeaderMutationBuilder;
import dev.sluice.extproc.rewriter.TokenVault;
import dev.sluice.extproc.selection.ModelSelectingInspection;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.stream.exchange.ModelCall;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import dev.sluice.extproc.stream.outbound.UnsupportedEnvoyConfigException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A factory that chooses from the headers how a body is processed. */
public record BodyFlowFactory(
    Inspector inspector,
    StreamLimits limits,
    TimeSlice timeSlice,
    TokenVault tokens,
    ExchangeOutcome outcome,
    ExchangeResponder responder,
    HeldRequestAnswer stored,
    ExchangeMeter meter) {

  /**
   * Opens the flow of a direction. It may reject the exchange at once; then {@code responder} has
   * ended.
   */
  public BodyFlow open(
      BodyWriter writer, HeaderLines headers, HeaderMutationBuilder changes, HeldBody held) {
    Optional<BodyInspection> inspection =
        headers.endOfStream() ? Optional.empty() : inspection(writer.direction(), headers);
    Optional<EventIdWriter> ids = ids(writer.direction(), headers);
    boolean cached =
        writer.direction() == BodyDirection.REQUEST
            && writer.mode() != BodyMode.NONE
            && !headers.endOfStream()
            && stored.holds(headers);
    if (writer.direction() == BodyDirection.REQUEST
        && writer.mode() == BodyMode.FULL_DUPLEX
        && outcome.exchange().models() instanceof ModelUse.Choice choice) {
      return selecting(writer, headers, inspection, choice, changes, held, cached);
    }
    Optional<BodyRejection> unread =
        inspection.isEmpty() && !headers.endOfStream() && !cached
            ? gate(writer.direction(), () -> ModelRequest.UNREAD).admit()
            : Optional.empty();
    if (unread.isPresent()) {
      responder.reject(writer, unread.get());
      return new AwaitingHeadersFlow(writer.direction(), true);
    }
    if (inspection.isEmpty() && ids.isEmpty() && !cached) {
      boolean bodiless = headers.endOfStream() || writer.mode() == BodyMode.NONE;
      return new PassThroughFlow(
          writer, changes.build(), bodiless, responder, () -> storedAnswer(writer, headers));
    }
    if (writer.mode() == BodyMode.NONE) {
      throw new UnsupportedEnvoyConfigException(
          "body mode NONE for a body that the policy inspects; "
              + "set FULL_DUPLEX_STREAMED; content type "
              + headers.text("content-type"));
    }
    inspection.ifPresent(known -> outcome.addInspection(writer.direction(), known));
    BodyInspection known = inspection.orElseGet(() -> new UnscannedBody(headers.eventStream()));
    return inspected(writer, headers, known, ids, changes, held, cached, Optional.empty());
  }

  /** Opens the flow of a request whose body chooses a model. */
  private BodyFlow selecting(
      BodyWriter writer,
      HeaderLines headers,
      Optional<BodyInspection> inspection,
      ModelUse.Choice choice,
      HeaderMutationBuilder changes,
      HeldBody held,
      boolean cached) {
    if (headers.endOfStream()) {
      responder.reject(writer, BodyRejection.of(ModelFault.MISSING));
      return new AwaitingHeadersFlow(writer.direction(), true);
    }
    inspection.ifPresent(known -> outcome.addInspection(writer.direction(), known));
    var selection =
        new ModelSelectingInspection(
            inspection.orElseGet(() -> new UnscannedBody(false)),
            choice,
            limits.maxBodyBytes(),
            outcome::judge);
    return inspected(
        writer,
        headers,
        selection,
        Optional.empty(),
        changes,
        held,
        cached,
        Optional.of(selection));
  }

  /** Returns a writer of event ids if this body needs one. */
  private Optional<EventIdWriter> ids(BodyDirection direction, HeaderLines headers) {
    boolean needed =
        direction == BodyDirection.RESPONSE
            && outcome.exchange().addEventIds()
            && headers.eventStream()
            && !headers.endOfStream();
    return needed ? Optional.of(new EventIdWriter()) : Optional.empty();
  }

  private BodyFlow inspected(
      BodyWriter writer,
      HeaderLines headers,
      BodyInspection inspection,
      Optional<EventIdWriter> ids,
      HeaderMutationBuilder changes,
      HeldBody held,
      boolean cached,
      Optional<ModelSelectingInspection> selection) {
    Optional<ContentCodings> codings = ContentCodings.of(headers.list("content-encoding"));
    boolean holds = cached || holds(writer, inspection);
    Optional<BodyRejection> rejection =
        codings.isEmpty()
            ? Optional.of(new BodyRejection(DlpErrorCode.UNSUPPORTED_ENCODING))
            : Optional.of(BodyRejection.tooLarge(writer.direction()))
                .filter(_ -> holds && headers.contentLength() > limits.maxBodyBytes());
    if (rejection.isPresent()) {
      responder.reject(writer, rejection.get());
      return new AwaitingHeadersFlow(writer.direction(), true);
    }
    if (writer.mode() != BodyMode.FULL_DUPLEX) {
      // A full-duplex body has no length: Envoy removes the header itself.
      changes.removeContentLength();
    }
    ByteString unchanged = changes.build();
    if (!codings.orElseThrow().isIdentity()) {
      changes.removeDigests();
    }
    ByteString changed = changes.build();
    InspectedBody inspected = body(writer.mode(), inspection, ids, codings.orElseThrow(), holds);
    return new InspectedFlow(
        writer,
        inspected,
        held,
        holds,
        limits.maxBodyBytes(),
        body -> body.isOriginal() ? unchanged : changed,
        responder,
        cached ? sent -> storedAnswer(selection, sent) : _ -> HeldAnswer.NONE,
        gate(writer.direction(), inspection),
        selection);
  }

  private BudgetGate gate(BodyDirection direction, BodyInspection inspection) {
    return gate(direction, inspection::request);
  }

  private BudgetGate gate(BodyDirection direction, Supplier<ModelRequest> request) {
    String path = outcome.exchange().scope().path();
    return new BudgetGate(direction, meter, () -> ModelCall.completed(request.get(), path));
  }

  private InspectedBody body(
      BodyMode mode,
      BodyInspection inspection,
      Optional<EventIdWriter> ids,
      ContentCodings codings,
      boolean holds) {
    var decodingLimits = limits.decoding(holds ? limits.maxBodyBytes() : Long.MAX_VALUE);
    Optional<BodyTranscoder> transcoder =
        codings.isIdentity()
            ? Optional.empty()
            : Optional.of(new BodyTranscoder(codings, decodingLimits));
    return new InspectedBody(
        inspection, transcoder, ids, !holds, keptCodedBytes(mode, holds), timeSlice);
  }

  /**
   * Returns how many coded bytes wait for the end of a body, so that they can leave as they
   * arrived. In the mode STREAMED nothing can leave with the trailers.
   */
  private long keptCodedBytes(BodyMode mode, boolean holds) {
    if (holds) {
      return limits.maxBodyBytes();
    }
    return mode == BodyMode.STREAMED ? 0 : limits.maxCodedBytes();
  }

  /** Returns the answer from the cache to a request without a body. */
  private HeldAnswer storedAnswer(BodyWriter writer, HeaderLines headers) {
    return writer.direction() == BodyDirection.REQUEST && headers.endOfStream()
        ? stored.find("", List.of())
        : HeldAnswer.NONE;
  }

  /** Returns the answer from the cache; reversible tokens would have other values next time. */
  private HeldAnswer storedAnswer(
      Optional<ModelSelectingInspection> selection, Iterable<ByteString> body) {
    String model =
        selection.flatMap(ModelSelectingInspection::chosen).map(ChosenModel::id).orElse("");
    return tokens.isEmpty() ? stored.find(model, body) : HeldAnswer.NONE;
  }

  private Optional<BodyInspection> inspection(BodyDirection direction, HeaderLines headers) {
    ExchangeContext exchange = outcome.exchange();
    boolean ruled = exchange.inspection() != BodyInspectionMode.OFF;
    if (!ruled && !meter.counts()) {
      return Optional.empty();
    }
    boolean incremental = exchange.inspection() == BodyInspectionMode.PRE_AND_INCREMENTAL;
    return inspector.open(
        direction,
        headers.text("content-type"),
        exchange.scope(),
        new InspectionSettings(
            incremental,
            limits.maxBufferBytes(),
            exchange.waf(),
            tokens,
            ruled,
            meter.counts() ? Optional.of(meter) : Optional.empty()));
  }

  /**
   * Returns true if the body is held until its verdict. A body of one message is always held, and
   * so is a request that budgets must admit. An event stream is never held, because it can end in
   * an error event.
   */
  private boolean holds(BodyWriter writer, BodyInspection inspection) {
    return writer.mode() == BodyMode.BUFFERED
        || (meter.counts() && writer.direction() == BodyDirection.REQUEST)
        || (inspection.scanned()
            && !inspection.eventStream()
            && outcome.exchange().inspection() != BodyInspectionMode.OFF
            && inspector.mayBlock(
                writer.direction(), outcome.exchange().scope(), outcome.exchange().waf()));
  }
}
