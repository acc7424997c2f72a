package dev.sluice.extproc.stream;

import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.Answers;
import dev.sluice.extproc.response.ErrorCode;
import dev.sluice.extproc.wire.Answer;
import io.grpc.Status;

/** Answers for one exchange, and ends it early in the strongest way that is still open. */
final class AnswerStream {
  private final Outbound out;
  private final Ledger ledger;
  private boolean clientSeesAnswer;
  private boolean over;

  AnswerStream(Outbound out, Ledger ledger) {
    this.out = out;
    this.ledger = ledger;
  }

  /** Sends an answer; the last one of a direction carries what is new, as does one with news. */
  void send(Answer answer, boolean last) {
    out.send(last || ledger.hasNews() ? answer.with(ledger.news()) : answer);
  }

  /** Remembers that headers go on, which for a response means that its status stands. */
  void headersGoOn(Direction direction) {
    clientSeesAnswer |= direction == Direction.RESPONSE;
  }

  /** Puts an error of ours in the place of the exchange, or cuts it off where that is too late. */
  void refuse(BodyWriter writer, ErrorCode code) {
    over = true;
    Direction direction = writer.direction();
    ledger.refused(direction, code);
    if (clientSeesAnswer) {
      send(writer.nothing(), true);
      out.fail(Status.ABORTED.withDescription(code.name()));
    } else {
      Exchange exchange = ledger.exchange();
      int status = direction == Direction.REQUEST ? code.status() : code.answerStatus();
      send(Answers.refusal(code, status, exchange.errors(), exchange.correlationId()), true);
    }
  }

  /** Sends the last bytes of a body that ends in an error of ours. */
  void sendRefused(Answer answer, Direction direction, ErrorCode code) {
    ledger.refused(direction, code);
    send(answer, true);
  }

  /** True when the exchange has been ended and later messages mean nothing. */
  boolean over() {
    return over;
  }
}
