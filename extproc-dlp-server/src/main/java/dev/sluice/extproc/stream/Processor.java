package dev.sluice.extproc.stream;

import dev.sluice.common.telemetry.ExchangeLog;
import dev.sluice.common.tracing.TraceSpan;
import dev.sluice.extproc.coding.AcceptedCodings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.HeaderChanges;
import dev.sluice.extproc.rewriter.TokenBook;
import dev.sluice.extproc.wire.Question;
import io.grpc.Status;

/**
 * One ext_proc stream, which is one exchange: one method per phase. One thread at a time calls it,
 * and the policy that it began with is the one that it ends with.
 */
public final class Processor {
  private final Inspector inspector;
  private final ExchangeReader exchanges;
  private final StreamLimits limits;
  private final StreamMetrics metrics;
  private final Outbound out;
  private final HeldBody requestHeld;
  private final HeldBody responseHeld;
  private final StreamSpans spans;
  private final TraceSpan span;
  private final TokenBook tokens = new TokenBook();
  private final Turn turn;
  private final EventGaps gaps;

  private Ledger ledger;
  private AnswerStream answers;
  private BodyFlow request = new UnopenedFlow(Direction.REQUEST, false);
  private BodyFlow response = new UnopenedFlow(Direction.RESPONSE, false);
  private BodyModes modes = BodyModes.UNKNOWN;
  private boolean begun;
  private boolean finished;

  Processor(
      Inspector inspector,
      ExchangeReader exchanges,
      StreamLimits limits,
      ByteBudget budget,
      StreamMetrics metrics,
      StreamSpans spans,
      TraceSpan span,
      AnswerSink sink) {
    this.inspector = inspector;
    this.exchanges = exchanges;
    this.limits = limits;
    this.metrics = metrics;
    this.spans = spans;
    this.span = span;
    this.out = new Outbound(sink);
    this.requestHeld = new HeldBody(budget);
    this.responseHeld = new HeldBody(budget);
    this.turn = new Turn(limits.turn());
    this.gaps = metrics.gaps();
    this.ledger = new Ledger(Exchange.LOCAL_REPLY, inspector.version());
    this.answers = new AnswerStream(out, ledger);
  }

  /** Takes the next message of Envoy, where the stream is not {@link #busy}. */
  public void accept(Question message) {
    inTurn(() -> {
      if (!begun) {
        begin(message);
      }
      if (!answers.over() && !finished) {
        dispatch(message);
      }
    });
  }

  /** True when the last message takes more than a turn. */
  public boolean busy() {
    return !finished && !answers.over() && (request.busy() || response.busy());
  }

  /** Works on for another turn, where the stream is busy. */
  public void goOn() {
    if (busy()) {
      inTurn((request.busy() ? request : response)::goOn);
    }
  }

  /** Sends what waited for the peer; true when it is ready for more. */
  public boolean pump() {
    boolean sent = out.pump();
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
  public void gone() {
    out.abandon();
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
  public ExchangeLog logged() {
    return ExchangeLog.of(ledger.exchange().correlationId(), span.traceId());
  }

  private void inTurn(Runnable work) {
    turn.begin();
    try {
      work.run();
    } catch (ProtocolException e) {
      try (var _ = logged()) {
        metrics.refusedProtocol(e);
      }
      fail(Status.FAILED_PRECONDITION.withDescription(e.getMessage()));
    }
  }

  private void begin(Question message) {
    begun = true;
    modes = BodyModes.of(message);
    // One of Envoy's own answers has no request; an answer that nobody wants to see may not come.
    request = new UnopenedFlow(Direction.REQUEST, true);
    response = new UnopenedFlow(Direction.RESPONSE, modes.response() == BodyMode.NONE);
  }

  private void dispatch(Question message) {
    switch (message.phase()) {
      case REQUEST_HEADERS -> {
        Headers headers = Headers.of(message);
        Exchange exchange = exchanges.read(headers, message.metadata());
        ledger = new Ledger(exchange, inspector.version());
        answers = new AnswerStream(out, ledger);
        requestHeaders(headers);
      }
      case REQUEST_BODY -> request.body(message);
      case REQUEST_TRAILERS -> request.trailers();
      case RESPONSE_HEADERS -> responseHeaders(Headers.of(message));
      case RESPONSE_BODY -> {
        if (ledger.isEventStream()) {
          gaps.piece();
        }
        response.body(message);
      }
      case RESPONSE_TRAILERS -> response.trailers();
      case REQUEST_NOT_SET -> throw new ProtocolException("a message of an unknown phase");
    }
  }

  private void requestHeaders(Headers headers) {
    HeaderChanges changes = new HeaderChanges(headers::list);
    readableAnswer(headers, changes);
    BodyWriter writer = new BodyWriter(Direction.REQUEST, modes.request());
    request = opener().open(writer, headers, changes, requestHeld);
    if (!answers.over()) {
      request.headers();
    }
  }

  /**
   * The answer must be one that can be read, where somebody is going to. A client that says nothing
   * of codings gets what it would get without us, or a refusal of what cannot be read.
   */
  private void readableAnswer(Headers headers, HeaderChanges changes) {
    boolean inspected = ledger.exchange().inspection() != Inspection.OFF;
    if (inspected) {
      changes.wholeAnswer();
    }
    String accepted = headers.list("accept-encoding");
    if (!accepted.isEmpty() && (inspected || ledger.exchange().sseIds())) {
      changes.readableAnswer(AcceptedCodings.of(accepted));
    }
  }

  private void responseHeaders(Headers headers) {
    HeaderChanges changes = new HeaderChanges(headers::list);
    Exchange exchange = ledger.exchange();
    if (headers.eventStream() && (exchange.inspection() != Inspection.OFF || exchange.sseIds())) {
      ledger.answeredByEventStream();
      changes.eventStream();
    }
    BodyWriter writer = new BodyWriter(Direction.RESPONSE, modes.response());
    response = opener().open(writer, headers, changes, responseHeld);
    if (!answers.over()) {
      response.headers();
    }
  }

  /** Envoy takes an end before that for leave to let the rest pass unseen. */
  private boolean answeredToTheEnd() {
    return answers.over() || (request.ended() && response.ended());
  }

  private FlowOpener opener() {
    return new FlowOpener(inspector, limits, turn, tokens, ledger, answers);
  }

  private void finish(StreamEnd end) {
    if (!finished) {
      finished = true;
      requestHeld.drop();
      responseHeld.drop();
      request.close();
      response.close();
      tokens.clear();
      metrics.finished(ledger, end);
      spans.ended(span, ledger, end);
    }
  }
}
