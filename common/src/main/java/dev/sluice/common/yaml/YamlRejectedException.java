package dev.sluice.common.yaml;

/**
 * An exception that stops the parser at the first violated limit, so that a hostile text costs no
 * more than what was read.
 */
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
