package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.DlpErrorCode;
import java.util.Optional;

/** The error codes of verdicts. */
final class VerdictErrorCodes {
  private VerdictErrorCodes() {}

  /** Returns the error code of a verdict; empty if the body passes. */
  static Optional<DlpErrorCode> of(BodyVerdict verdict, BodyDirection direction) {
    return switch (verdict) {
      case BodyVerdict.Pass pass -> Optional.empty();
      case BodyVerdict.Blocked blocked ->
          Optional.of(blocked.attack() ? DlpErrorCode.WAF_BLOCKED : DlpErrorCode.DLP_BLOCKED);
      case BodyVerdict.Overflow overflow -> Optional.of(tooLarge(direction));
      case BodyVerdict.Invalid invalid -> Optional.of(DlpErrorCode.INVALID_BODY);
    };
  }

  static DlpErrorCode tooLarge(BodyDirection direction) {
    return switch (direction) {
      case REQUEST -> DlpErrorCode.REQUEST_TOO_LARGE;
      case RESPONSE -> DlpErrorCode.DLP_STREAM_BUFFER_OVERFLOW;
    };
  }
}
