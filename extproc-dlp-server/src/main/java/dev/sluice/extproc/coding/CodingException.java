package dev.sluice.extproc.coding;

/** Coded bytes are not what their coding says. */
final class CodingException extends Exception {
  private final String reason;

  CodingException(String what) {
    super(what);
    this.reason = what;
  }

  String reason() {
    return reason;
  }
}
