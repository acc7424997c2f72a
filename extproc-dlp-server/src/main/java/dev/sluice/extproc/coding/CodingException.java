package dev.sluice.extproc.coding;

/** An error in coded bytes. */
final class CodingException extends Exception {
  private final String reason;

  CodingException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
