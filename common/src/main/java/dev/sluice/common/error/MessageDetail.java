package dev.sluice.common.error;

/** The amount of detail in the messages of errors. */
public enum MessageDetail {
  /** A sentence with the place and the rule. */
  FULL,
  /** The code alone. */
  CODE;

  /** Returns an error with no more detail than this. */
  public ErrorDetails limit(ErrorDetails error) {
    return switch (this) {
      case FULL -> error;
      case CODE -> error.withoutDetail();
    };
  }
}
