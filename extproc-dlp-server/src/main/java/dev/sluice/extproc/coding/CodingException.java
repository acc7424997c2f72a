package dev.sluice.extproc.coding;

/** Coded bytes are not what their coding says. */
final class CodingException extends Exception {
  private final String what;

  CodingException(String what) {
    super(what);
    this.what = what;
  }

  String what() {
    return what;
  }
}
