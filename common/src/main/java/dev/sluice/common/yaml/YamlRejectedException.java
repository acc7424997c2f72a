package dev.sluice.common.yaml;

/** Ends the reading at once, so that a text costs no more than what was read so far. */
final class YamlRejectedException extends RuntimeException {
  private final transient TextPosition position;

  YamlRejectedException(TextPosition at, String message) {
    super(message, null, false, false);
    this.position = at;
  }

  TextPosition position() {
    return position;
  }
}
