package dev.sluice.extproc.stream;

import dev.sluice.extproc.coding.AcceptedCodings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.HeaderChanges;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
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

  private Ledger ledger;
  private AnswerStream answers;
  private BodyFlow request = new UnopenedFlow(Direction.REQUEST);
  private BodyFlow response = new UnopenedFlow(Direction.RESPONSE);
  private BodyMode requestMode = BodyMode.NONE;
  private BodyMode responseMode = BodyMode.NONE;
  private boolean begun;
  private boolean finished;

  Processor(
      Inspector inspector,
      ExchangeReader exchanges,
      StreamLimits limits,
      ByteBudget budget,
      StreamMetrics metrics,
      AnswerSink sink) {
    this.inspector = inspector;
    this.exchanges = exchanges;
    this.limits = limits;
    this.metrics = metrics;
    this.out = new Outbound(sink);
    this.requestHeld = new HeldBody(budget);
    this.responseHeld = new HeldBody(budget);
    this.ledger = new Ledger(Exchange.LOCAL_REPLY, inspector.version());
    this.answers = new AnswerStream(out, ledger);
  }

  /** Takes the next message of Envoy. */
  public void accept(ProcessingRequest message) {
    try {
      if (!begun) {
        begin(message);
      }
      if (!answers.over() && !finished) {
        dispatch(message);
      }
    } catch (ProtocolException e) {
      metrics.refusedProtocol(e);
      fail(Status.FAILED_PRECONDITION.withDescription(e.getMessage()));
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
    if (answers.over() || (request.ended() && response.ended())) {
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
    finish(request.ended() && response.ended() ? StreamEnd.DONE : StreamEnd.ABORTED);
  }

  /** Ends the stream with an error, so that nothing unanswered passes. */
  public void fail(Status status) {
    finish(StreamEnd.FAILED);
    out.fail(status);
  }

  private void begin(ProcessingRequest message) {
    begun = true;
    if (message.getObservabilityMode()) {
      throw new ProtocolException("observability_mode is set; nothing could be held back");
    }
    if (!message.hasProtocolConfig()) {
      throw new ProtocolException(
          "the first message names no body modes; Envoy 1.33 or newer does");
    }
    ProtocolConfiguration protocol = message.getProtocolConfig();
    requestMode = BodyMode.of(protocol.getRequestBodyMode());
    responseMode = BodyMode.of(protocol.getResponseBodyMode());
  }

  private void dispatch(ProcessingRequest message) {
    switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> {
        ledger =
            new Ledger(
                exchanges.read(
                    new Headers(message.getRequestHeaders()), message.getMetadataContext()),
                inspector.version());
        answers = new AnswerStream(out, ledger);
        requestHeaders(message.getRequestHeaders());
      }
      case REQUEST_BODY -> requestBody(message.getRequestBody());
      case REQUEST_TRAILERS -> request.trailers();
      case RESPONSE_HEADERS -> responseHeaders(message.getResponseHeaders());
      case RESPONSE_BODY -> responseBody(message.getResponseBody());
      case RESPONSE_TRAILERS -> response.trailers();
      case REQUEST_NOT_SET -> throw new ProtocolException("a message of an unknown phase");
    }
  }

  private void requestHeaders(HttpHeaders message) {
    HeaderMutation changes =
        ledger.exchange().inspection() == Inspection.OFF
            ? HeaderChanges.NONE
            : HeaderChanges.inspectedExchange(
                AcceptedCodings.of(new Headers(message).list("accept-encoding")));
    request =
        opener()
            .open(
                new BodyWriter(Direction.REQUEST, requestMode),
                new Headers(message),
                changes,
                requestHeld);
    if (!answers.over()) {
      request.headers();
    }
  }

  private void requestBody(HttpBody body) {
    request.body(body.getBody(), body.getEndOfStream());
  }

  private void responseHeaders(HttpHeaders message) {
    Headers headers = new Headers(message);
    HeaderMutation changes = HeaderChanges.NONE;
    if (ledger.exchange().inspection() != Inspection.OFF && headers.eventStream()) {
      ledger.answeredByEventStream();
      changes = HeaderChanges.withEventStream(changes);
    }
    response =
        opener()
            .open(new BodyWriter(Direction.RESPONSE, responseMode), headers, changes, responseHeld);
    if (!answers.over()) {
      response.headers();
    }
  }

  private void responseBody(HttpBody body) {
    response.body(body.getBody(), body.getEndOfStream());
  }

  private FlowOpener opener() {
    return new FlowOpener(inspector, limits, ledger, answers);
  }

  private void finish(StreamEnd end) {
    if (!finished) {
      finished = true;
      requestHeld.drop();
      responseHeld.drop();
      request.close();
      response.close();
      metrics.finished(ledger, end);
    }
  }
}
