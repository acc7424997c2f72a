package dev.sluice.common.yaml;

/** Ends the reading at once, so that a text costs no more than what was read so far. */
final class RefusedException extends RuntimeException {
  private final transient Position at;

  RefusedException(Position at, String message) {
    super(message, null, false, false);
    this.at = at;
  }

  Position at() {
    return at;
  }
}
