package dev.sluice.extproc.stream;

import dev.sluice.extproc.inspect.Verdict;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.response.ErrorCode;
import java.util.Optional;

/** What a verdict means to the client. */
final class Fault {
  private Fault() {}

  /** Empty when the body goes on. */
  static Optional<ErrorCode> of(Verdict verdict, Direction direction) {
    return switch (verdict) {
      case Verdict.Pass pass -> Optional.empty();
      case Verdict.Blocked blocked ->
          Optional.of(blocked.attack() ? ErrorCode.WAF_BLOCKED : ErrorCode.DLP_BLOCKED);
      case Verdict.Overflow overflow -> Optional.of(tooLarge(direction));
      case Verdict.Invalid invalid -> Optional.of(ErrorCode.INVALID_BODY);
    };
  }

  static ErrorCode tooLarge(Direction direction) {
    return switch (direction) {
      case REQUEST -> ErrorCode.REQUEST_TOO_LARGE;
      case RESPONSE -> ErrorCode.DLP_STREAM_BUFFER_OVERFLOW;
    };
  }
}
