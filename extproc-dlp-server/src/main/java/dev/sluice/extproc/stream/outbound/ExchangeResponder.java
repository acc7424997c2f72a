package dev.sluice.extproc.stream.outbound;

import dev.sluice.common.error.ErrorFormat;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.Status;

/** Answers for one exchange, and ends it early in the strongest way that is still open. */
public final class ExchangeResponder {
  private final ResponseQueue out;
  private final ExchangeOutcome ledger;
  private boolean clientSeesAnswer;
  private boolean isEnded;

  public ExchangeResponder(ResponseQueue out, ExchangeOutcome ledger) {
    this.out = out;
    this.ledger = ledger;
  }

  /** Sends an answer; the last one of a direction carries what is new, as does one with news. */
  public void send(EncodedProcessingResponse answer, boolean last) {
    out.send(
        last || ledger.hasUnsentMetadata() ? answer.with(ledger.takeUnsentMetadata()) : answer);
  }

  /** Remembers that headers go on, which for a response means that its status stands. */
  public void headersSent(BodyDirection direction) {
    clientSeesAnswer |= direction == BodyDirection.RESPONSE;
  }

  /** Puts an error of ours in the place of the exchange, or cuts it off where that is too late. */
  public void reject(BodyWriter writer, DlpErrorCode code) {
    isEnded = true;
    BodyDirection direction = writer.direction();
    ledger.reject(direction, code);
    if (clientSeesAnswer) {
      send(writer.emptyBody(), true);
      out.fail(Status.ABORTED.withDescription(code.name()));
    } else {
      ExchangeContext exchange = ledger.exchange();
      int status = direction == BodyDirection.REQUEST ? code.status() : code.responseStatus();
      send(
          ProcessingResponses.immediateResponse(
              code, status, exchange.errorShape(), exchange.correlationId()),
          true);
    }
  }

  /** Sends the last bytes of a body that ends in an error of ours. */
  public void sendRejected(
      EncodedProcessingResponse answer, BodyDirection direction, DlpErrorCode code) {
    ledger.reject(direction, code);
    send(answer, true);
  }

  /** Returns the format of errors on the route of the exchange. */
  public ErrorFormat errorFormat() {
    return ledger.exchange().errorShape();
  }

  /** True when the exchange has been ended and later messages mean nothing. */
  public boolean isEnded() {
    return isEnded;
  }
}
