package dev.sluice.extproc.stream.outbound;

import dev.sluice.common.error.ErrorWriter;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import dev.sluice.extproc.response.BodyRejection;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.grpc.Status;

/**
 * A sender of the responses of one exchange. It can reject the exchange in the strongest way that
 * is still possible.
 */
public final class ExchangeResponder {
  private final ResponseQueue out;
  private final ExchangeOutcome outcome;
  private boolean statusSent;
  private boolean isEnded;

  public ExchangeResponder(ResponseQueue out, ExchangeOutcome outcome) {
    this.out = out;
    this.outcome = outcome;
  }

  /**
   * Sends a response. The last one of a direction carries the unsent metadata, and so does any when
   * there is some.
   */
  public void send(EncodedProcessingResponse answer, boolean last) {
    out.send(
        last || outcome.hasUnsentMetadata() ? answer.with(outcome.takeUnsentMetadata()) : answer);
  }

  /** Records that headers have left; after those of the response its status cannot change. */
  public void headersSent(BodyDirection direction) {
    statusSent |= direction == BodyDirection.RESPONSE;
  }

  /**
   * Replaces the exchange by an error response, or aborts the stream if the client has the status
   * already.
   */
  public void reject(BodyWriter writer, BodyRejection rejection) {
    isEnded = true;
    DlpErrorCode code = rejection.code();
    BodyDirection direction = writer.direction();
    outcome.reject(direction, code);
    if (statusSent) {
      send(writer.emptyBody(), true);
      out.fail(Status.ABORTED.withDescription(code.name()));
    } else {
      int status = direction == BodyDirection.REQUEST ? code.status() : code.responseStatus();
      send(
          ProcessingResponses.immediateResponse(
              rejection.error(direction, status),
              outcome.exchange().errors(),
              rejection.retryAfterSeconds()),
          true);
    }
  }

  /** Answers the request with a response from the cache; no upstream gets it. */
  public void answerFromCache(EncodedProcessingResponse stored) {
    outcome.markFromCache();
    answer(stored);
  }

  /** Sends the last bytes of a body that ends in an error event. */
  public void sendRejected(
      EncodedProcessingResponse answer, BodyDirection direction, DlpErrorCode code) {
    outcome.reject(direction, code);
    send(answer, true);
  }

  /** Records the model that the body has chosen. */
  public void modelChosen(ChosenModel model) {
    outcome.choose(model);
  }

  /** Returns the verdict of the rules about models. */
  public ModelVerdict modelVerdict() {
    return outcome.modelVerdict();
  }

  /** Ends the exchange with a response of this server. */
  public void answer(EncodedProcessingResponse response) {
    isEnded = true;
    send(response, true);
  }

  /** Returns the writer of the errors of the exchange. */
  public ErrorWriter errors() {
    return outcome.exchange().errors();
  }

  /** Returns true if the exchange was rejected and later messages are ignored. */
  public boolean isEnded() {
    return isEnded;
  }
}
