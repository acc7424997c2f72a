package dev.sluice.extproc.external;

/** A failed call of the service; it has no message, because one could quote a text. */
final class RecognitionException extends Exception {
  private static final long serialVersionUID = 1;

  private final RecognitionFailure reason;

  RecognitionException(RecognitionFailure reason) {
    super(reason.label(), null, false, false);
    this.reason = reason;
  }

  RecognitionFailure reason() {
    return reason;
  }
}
