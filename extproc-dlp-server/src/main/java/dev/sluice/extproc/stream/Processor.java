package dev.sluice.extproc.stream;

import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extproc.budget.BudgetCaller;
import dev.sluice.extproc.budget.BudgetRefusal;
import dev.sluice.extproc.budget.ExchangeMeter;
import dev.sluice.extproc.budget.TokenBudgets;
import dev.sluice.extproc.coding.AcceptEncoding;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.model.AnsweringModel;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.BodyRejection;
import dev.sluice.extproc.response.HeaderMutationBuilder;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.rewriter.TokenVault;
import dev.sluice.extproc.shadow.ShadowRules;
import dev.sluice.extproc.stream.body.AwaitingHeadersFlow;
import dev.sluice.extproc.stream.body.BodyFlow;
import dev.sluice.extproc.stream.body.BodyFlowFactory;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.HeldBody;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.body.TimeSlice;
import dev.sluice.extproc.stream.cache.ExchangeCache;
import dev.sluice.extproc.stream.cache.ExchangeCaching;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.stream.outbound.BodyCopy;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import dev.sluice.extproc.stream.outbound.ResponseQueue;
import dev.sluice.extproc.stream.outbound.ResponseSink;
import dev.sluice.extproc.stream.outbound.UnsupportedEnvoyConfigException;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A handler of one ext_proc stream, which carries one exchange; it has one method per phase. One
 * thread at a time calls it. The policy in force at the start of the stream applies to its end.
 */
public final class Processor {
  private final ShadowRules shadow;
  private final ExchangeCaching caching;
  private final ExchangeContextReader exchanges;
  private final StreamLimits limits;
  private final StreamMetrics metrics;
  private final ResponseQueue out;
  private final HeldBody requestHeld;
  private final HeldBody responseHeld;
  private final StreamSpans spans;
  private final TraceSpan span;
  private final TokenBudgets budgets;
  private final TokenVault tokens = new TokenVault();
  private final TimeSlice timeSlice;
  private final StreamMetrics.EventGapTimer gaps;

  private Inspector inspector;
  private ExchangeOutcome outcome;
  private ExchangeResponder responder;
  private ExchangeMeter meter;
  private ModelAnswerTimer answerTimer;
  private BodyFlow request = new AwaitingHeadersFlow(BodyDirection.REQUEST, false);
  private BodyFlow response = new AwaitingHeadersFlow(BodyDirection.RESPONSE, false);
  private BodyMode.PerDirection modes = BodyMode.PerDirection.UNKNOWN;
  private ExchangeCache cache = ExchangeCache.NONE;
  private boolean started;
  private boolean finished;

  Processor(
      Inspector inspector,
      ShadowRules shadow,
      ExchangeCaching caching,
      ExchangeContextReader exchanges,
      StreamLimits limits,
      ByteBudget budget,
      StreamMetrics metrics,
      StreamSpans spans,
      TraceSpan span,
      TokenBudgets budgets,
      ResponseSink sink) {
    this.inspector = inspector;
    this.shadow = shadow;
    this.caching = caching;
    this.exchanges = exchanges;
    this.limits = limits;
    this.metrics = metrics;
    this.spans = spans;
    this.span = span;
    this.budgets = budgets;
    this.meter = TokenBudgets.NONE.open(BudgetCaller.UNKNOWN, false);
    this.out = new ResponseQueue(sink);
    this.requestHeld = new HeldBody(budget);
    this.responseHeld = new HeldBody(budget);
    this.timeSlice = new TimeSlice(limits.timeSlice());
    this.gaps = metrics.eventGapTimer();
    this.outcome = new ExchangeOutcome(ExchangeContext.LOCAL_REPLY, inspector);
    this.responder = new ExchangeResponder(out, outcome);
    this.answerTimer = new ModelAnswerTimer(outcome, System::nanoTime);
  }

  /** Processes the next message of Envoy; not allowed while the stream is {@link #isBusy}. */
  public void accept(ProcessingRequestView message) {
    inTimeSlice(() -> {
      if (!started) {
        begin(message);
      }
      if (!responder.isEnded() && !finished) {
        dispatch(message);
      }
    });
  }

  /** Returns true if the last message needs another time slice, or waits for an answer. */
  public boolean isBusy() {
    return !finished && !responder.isEnded() && (request.isBusy() || response.isBusy());
  }

  /** Returns what a busy stream waits for; empty if it may continue at once. */
  public Optional<CompletionStage<?>> awaited() {
    return (request.isBusy() ? request : response).awaited();
  }

  /** Continues a busy stream for another time slice. */
  public void resume() {
    if (isBusy()) {
      inTimeSlice((request.isBusy() ? request : response)::resume);
    }
  }

  /** Sends the queued responses; returns true when Envoy is ready for more. */
  public boolean sendReady() {
    boolean sent = out.sendReady();
    if (sent) {
      requestHeld.sent();
      responseHeld.sent();
    }
    return sent;
  }

  /**
   * Ends the stream because Envoy has closed its side. The end is an error unless everything was
   * answered.
   */
  public void halfClosed() {
    if (isFullyAnswered()) {
      finish(StreamEnd.DONE);
      out.complete();
    } else {
      finish(StreamEnd.ABORTED);
      out.fail(Status.ABORTED.withDescription("the stream was closed before its end"));
    }
  }

  /**
   * Ends the stream because Envoy has cancelled it: the client left, or the exchange ended without
   * another message.
   */
  public void cancelled() {
    out.discard();
    finish(isFullyAnswered() ? StreamEnd.DONE : StreamEnd.ABORTED);
  }

  /** Ends the stream with an error, so that no unanswered byte passes. */
  public void fail(Status status) {
    try {
      out.fail(status);
    } finally {
      finish(StreamEnd.FAILED);
    }
  }

  /** Returns a log context that names the exchange. */
  public ExchangeLogContext logged() {
    return ExchangeLogContext.of(outcome.exchange().correlationId(), span.traceId());
  }

  private void inTimeSlice(Runnable work) {
    timeSlice.begin();
    try {
      work.run();
      if (request.isEnded() && !responder.isEnded()) {
        answerTimer.requestSent();
      }
    } catch (UnsupportedEnvoyConfigException e) {
      try (var _ = logged()) {
        metrics.countProtocolError(e);
      }
      fail(Status.FAILED_PRECONDITION.withDescription(e.getMessage()));
    }
  }

  private void begin(ProcessingRequestView message) {
    started = true;
    modes = BodyMode.PerDirection.of(message);
    // A local reply of Envoy has no request. With body mode NONE no response may follow.
    request = new AwaitingHeadersFlow(BodyDirection.REQUEST, true);
    response = new AwaitingHeadersFlow(BodyDirection.RESPONSE, modes.response() == BodyMode.NONE);
  }

  private void dispatch(ProcessingRequestView message) {
    switch (message.phase()) {
      case REQUEST_HEADERS -> {
        HeaderLines headers = HeaderLines.of(message);
        ExchangeContext exchange = exchanges.read(headers, message.metadata());
        inspector = shadow.beside(inspector, exchange.scope(), exchange.errors().ids().requestId());
        outcome = new ExchangeOutcome(exchange, inspector);
        responder = new ExchangeResponder(out, outcome);
        answerTimer = new ModelAnswerTimer(outcome, System::nanoTime);
        meter = budgets.open(exchange.caller().counted(), exchange.runsModel());
        requestHeaders(headers);
      }
      case REQUEST_BODY -> body(BodyDirection.REQUEST, modes.request(), request, message);
      case REQUEST_TRAILERS -> request.trailers();
      case RESPONSE_HEADERS -> responseHeaders(HeaderLines.of(message));
      case RESPONSE_BODY -> {
        answerTimer.stop();
        if (outcome.isEventStream()) {
          gaps.recordGap();
        }
        body(BodyDirection.RESPONSE, modes.response(), response, message);
      }
      case RESPONSE_TRAILERS -> response.trailers();
      case REQUEST_NOT_SET ->
          throw new UnsupportedEnvoyConfigException("the message has an unknown phase");
    }
  }

  private void body(
      BodyDirection direction, BodyMode mode, BodyFlow flow, ProcessingRequestView message) {
    if (message.body().size() > limits.maxMessageBytes()) {
      responder.reject(
          new BodyWriter(direction, mode, BodyCopy.NONE), BodyRejection.tooLarge(direction));
    } else {
      flow.body(message);
    }
  }

  private void requestHeaders(HeaderLines headers) {
    if (outcome.exchange().models() instanceof ModelUse.Listing listing) {
      new ModelLister(responder, outcome.exchange()).answer(listing, modes.request());
      return;
    }
    HeaderMutationBuilder changes = new HeaderMutationBuilder(headers::list);
    limitResponseCodings(headers, changes);
    BodyWriter writer = new BodyWriter(BodyDirection.REQUEST, modes.request(), BodyCopy.NONE);
    Optional<BudgetRefusal> refusal = meter.enter();
    if (refusal.isPresent()) {
      responder.reject(writer, BodyRejection.of(refusal.get()));
      return;
    }
    cache = caching.open(outcome.exchange(), headers, inspector.content());
    request = flows().open(writer, headers, changes, requestHeld);
    if (!responder.isEnded()) {
      request.headers();
    }
  }

  /**
   * Removes request headers that would make the upstream send a response that cannot be inspected.
   * A client that sends no Accept-Encoding gets the same response as without this server, or an
   * error if that response cannot be decoded.
   */
  private void limitResponseCodings(HeaderLines headers, HeaderMutationBuilder changes) {
    boolean inspected = outcome.exchange().inspection() != BodyInspectionMode.OFF || meter.counts();
    if (inspected) {
      changes.removeRange();
    }
    String accepted = headers.list("accept-encoding");
    if (!accepted.isEmpty() && (inspected || outcome.exchange().addEventIds())) {
      changes.setAcceptEncoding(AcceptEncoding.of(accepted));
    }
  }

  private void responseHeaders(HeaderLines headers) {
    HeaderMutationBuilder changes = new HeaderMutationBuilder(headers::list);
    ExchangeContext exchange = outcome.exchange();
    meter.answered(headers.status());
    if (headers.eventStream()
        && (exchange.inspection() != BodyInspectionMode.OFF
            || exchange.addEventIds()
            || meter.counts())) {
      outcome.markEventStream();
      changes.disableStreamBuffering();
    }
    outcome.chosenModel().ifPresent(model -> modelAnswered(model, headers, changes));
    cache.responseHeaders(headers, outcome.chosenModel().map(ChosenModel::upstreamModel), changes);
    BodyWriter writer = new BodyWriter(BodyDirection.RESPONSE, modes.response(), cache::copy);
    response = flows().open(writer, headers, changes, responseHeld);
    if (!responder.isEnded()) {
      response.headers();
    }
  }

  private void modelAnswered(
      ChosenModel first, HeaderLines headers, HeaderMutationBuilder changes) {
    ChosenModel answering = first;
    if (outcome.exchange().models() instanceof ModelUse.Choice choice) {
      Optional<AnsweringModel> answer =
          first.next().isEmpty()
              ? Optional.empty()
              : AnsweringModel.of(headers.text(AnsweringModel.HEADER));
      choice.health().record(first, answer, headers.status());
      if (answer.isPresent()) {
        answering = answer.get().in(first);
        outcome.answeredBy(
            answering, ProcessingResponses.answeringModel(answering, answer.get().backend()));
      }
    }
    boolean firstByteFollows =
        headers.eventStream() && !headers.endOfStream() && modes.response() != BodyMode.NONE;
    answerTimer.headers(headers.status(), firstByteFollows, answering.id().equals(first.id()));
    changes.removeModelAnswer();
    changes.setModel(answering.upstreamModel());
  }

  /**
   * Returns true if every message has an answer. After an earlier end, Envoy would pass the rest of
   * the exchange without inspection.
   */
  private boolean isFullyAnswered() {
    return responder.isEnded() || (request.isEnded() && response.isEnded());
  }

  private BodyFlowFactory flows() {
    return new BodyFlowFactory(
        inspector, limits, timeSlice, tokens, outcome, responder, cache, meter);
  }

  private void finish(StreamEnd end) {
    if (!finished) {
      finished = true;
      answerTimer.abandon();
      requestHeld.drop();
      responseHeld.drop();
      request.close();
      response.close();
      meter.close(outcome.answerUsage());
      tokens.clear();
      cache.close();
      metrics.recordEnd(outcome, end);
      spans.endSpan(span, outcome, end);
    }
  }
}
