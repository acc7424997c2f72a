package dev.sluice.extproc.stream;

import dev.sluice.common.telemetry.ExchangeLogContext;
import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extproc.coding.AcceptEncoding;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.HeaderMutationBuilder;
import dev.sluice.extproc.rewriter.TokenVault;
import dev.sluice.extproc.stream.body.AwaitingHeadersFlow;
import dev.sluice.extproc.stream.body.BodyFlow;
import dev.sluice.extproc.stream.body.BodyFlowFactory;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.HeldBody;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.body.TimeSlice;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import dev.sluice.extproc.stream.outbound.ResponseQueue;
import dev.sluice.extproc.stream.outbound.ResponseSink;
import dev.sluice.extproc.stream.outbound.UnsupportedEnvoyConfigException;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.grpc.Status;

/**
 * One ext_proc stream, which is one exchange: one method per phase. One thread at a time calls it,
 * and the policy that it began with is the one that it ends with.
 */
public final class Processor {
  private final Inspector inspector;
  private final ExchangeContextReader exchanges;
  private final StreamLimits limits;
  private final StreamMetrics metrics;
  private final ResponseQueue out;
  private final HeldBody requestHeld;
  private final HeldBody responseHeld;
  private final StreamSpans spans;
  private final TraceSpan span;
  private final TokenVault tokens = new TokenVault();
  private final TimeSlice turn;
  private final StreamMetrics.EventGapTimer gaps;

  private ExchangeOutcome ledger;
  private ExchangeResponder answers;
  private BodyFlow request = new AwaitingHeadersFlow(BodyDirection.REQUEST, false);
  private BodyFlow response = new AwaitingHeadersFlow(BodyDirection.RESPONSE, false);
  private BodyMode.PerDirection modes = BodyMode.PerDirection.UNKNOWN;
  private boolean begun;
  private boolean finished;

  Processor(
      Inspector inspector,
      ExchangeContextReader exchanges,
      StreamLimits limits,
      ByteBudget budget,
      StreamMetrics metrics,
      StreamSpans spans,
      TraceSpan span,
      ResponseSink sink) {
    this.inspector = inspector;
    this.exchanges = exchanges;
    this.limits = limits;
    this.metrics = metrics;
    this.spans = spans;
    this.span = span;
    this.out = new ResponseQueue(sink);
    this.requestHeld = new HeldBody(budget);
    this.responseHeld = new HeldBody(budget);
    this.turn = new TimeSlice(limits.timeSlice());
    this.gaps = metrics.eventGapTimer();
    this.ledger = new ExchangeOutcome(ExchangeContext.LOCAL_REPLY, inspector.version());
    this.answers = new ExchangeResponder(out, ledger);
  }

  /** Takes the next message of Envoy, where the stream is not {@link #isBusy}. */
  public void accept(ProcessingRequestView message) {
    inTurn(() -> {
      if (!begun) {
        begin(message);
      }
      if (!answers.isEnded() && !finished) {
        dispatch(message);
      }
    });
  }

  /** True when the last message takes more than a turn. */
  public boolean isBusy() {
    return !finished && !answers.isEnded() && (request.isBusy() || response.isBusy());
  }

  /** Works on for another turn, where the stream is busy. */
  public void resume() {
    if (isBusy()) {
      inTurn((request.isBusy() ? request : response)::resume);
    }
  }

  /** Sends what waited for the peer; true when it is ready for more. */
  public boolean sendReady() {
    boolean sent = out.sendReady();
    if (sent) {
      requestHeld.sent();
      responseHeld.sent();
    }
    return sent;
  }

  /** Envoy has no more to say. Only what was answered to its end may end well. */
  public void halfClosed() {
    if (answeredToTheEnd()) {
      finish(StreamEnd.DONE);
      out.complete();
    } else {
      finish(StreamEnd.ABORTED);
      out.fail(Status.ABORTED.withDescription("the stream was closed before its end"));
    }
  }

  /** Envoy has gone: the client left, or the exchange ended while nothing was owed. */
  public void cancelled() {
    out.discard();
    finish(answeredToTheEnd() ? StreamEnd.DONE : StreamEnd.ABORTED);
  }

  /** Ends the stream with an error, so that nothing unanswered passes. */
  public void fail(Status status) {
    try {
      out.fail(status);
    } finally {
      finish(StreamEnd.FAILED);
    }
  }

  /** Names the exchange in log lines that are about it. */
  public ExchangeLogContext logged() {
    return ExchangeLogContext.of(ledger.exchange().correlationId(), span.traceId());
  }

  private void inTurn(Runnable work) {
    turn.begin();
    try {
      work.run();
    } catch (UnsupportedEnvoyConfigException e) {
      try (var _ = logged()) {
        metrics.countProtocolError(e);
      }
      fail(Status.FAILED_PRECONDITION.withDescription(e.getMessage()));
    }
  }

  private void begin(ProcessingRequestView message) {
    begun = true;
    modes = BodyMode.PerDirection.of(message);
    // One of Envoy's own answers has no request; an answer that nobody wants to see may not come.
    request = new AwaitingHeadersFlow(BodyDirection.REQUEST, true);
    response = new AwaitingHeadersFlow(BodyDirection.RESPONSE, modes.response() == BodyMode.NONE);
  }

  private void dispatch(ProcessingRequestView message) {
    switch (message.phase()) {
      case REQUEST_HEADERS -> {
        HeaderLines headers = HeaderLines.of(message);
        ExchangeContext exchange = exchanges.read(headers, message.metadata());
        ledger = new ExchangeOutcome(exchange, inspector.version());
        answers = new ExchangeResponder(out, ledger);
        requestHeaders(headers);
      }
      case REQUEST_BODY -> request.body(message);
      case REQUEST_TRAILERS -> request.trailers();
      case RESPONSE_HEADERS -> responseHeaders(HeaderLines.of(message));
      case RESPONSE_BODY -> {
        if (ledger.isEventStream()) {
          gaps.recordGap();
        }
        response.body(message);
      }
      case RESPONSE_TRAILERS -> response.trailers();
      case REQUEST_NOT_SET ->
          throw new UnsupportedEnvoyConfigException("a message of an unknown phase");
    }
  }

  private void requestHeaders(HeaderLines headers) {
    HeaderMutationBuilder changes = new HeaderMutationBuilder(headers::list);
    readableAnswer(headers, changes);
    BodyWriter writer = new BodyWriter(BodyDirection.REQUEST, modes.request());
    request = opener().open(writer, headers, changes, requestHeld);
    if (!answers.isEnded()) {
      request.headers();
    }
  }

  /**
   * The answer must be one that can be read, where somebody is going to. A client that says nothing
   * of codings gets what it would get without us, or a refusal of what cannot be read.
   */
  private void readableAnswer(HeaderLines headers, HeaderMutationBuilder changes) {
    boolean inspected = ledger.exchange().inspection() != BodyInspectionMode.OFF;
    if (inspected) {
      changes.removeRange();
    }
    String accepted = headers.list("accept-encoding");
    if (!accepted.isEmpty() && (inspected || ledger.exchange().addEventIds())) {
      changes.setAcceptEncoding(AcceptEncoding.of(accepted));
    }
  }

  private void responseHeaders(HeaderLines headers) {
    HeaderMutationBuilder changes = new HeaderMutationBuilder(headers::list);
    ExchangeContext exchange = ledger.exchange();
    if (headers.eventStream()
        && (exchange.inspection() != BodyInspectionMode.OFF || exchange.addEventIds())) {
      ledger.markEventStream();
      changes.disableStreamBuffering();
    }
    BodyWriter writer = new BodyWriter(BodyDirection.RESPONSE, modes.response());
    response = opener().open(writer, headers, changes, responseHeld);
    if (!answers.isEnded()) {
      response.headers();
    }
  }

  /** Envoy takes an end before that for leave to let the rest pass unseen. */
  private boolean answeredToTheEnd() {
    return answers.isEnded() || (request.isEnded() && response.isEnded());
  }

  private BodyFlowFactory opener() {
    return new BodyFlowFactory(inspector, limits, turn, tokens, ledger, answers);
  }

  private void finish(StreamEnd end) {
    if (!finished) {
      finished = true;
      requestHeld.drop();
      responseHeld.drop();
      request.close();
      response.close();
      tokens.clear();
      metrics.recordEnd(ledger, end);
      spans.endSpan(span, ledger, end);
    }
  }
}
