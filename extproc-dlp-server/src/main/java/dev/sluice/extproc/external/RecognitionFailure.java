package dev.sluice.extproc.external;

import java.util.Locale;

/** The reasons for which the texts of a body were not read. */
public enum RecognitionFailure {
  /** The service did not answer in time. */
  TIMEOUT,
  /**
   * The service cannot be reached, its address is not allowed, or its answer breaks off or is too
   * large.
   */
  UNREACHABLE,
  /** The service answered with another status than 200. */
  STATUS,
  /** The answer is not of the expected form, or has offsets outside of the text. */
  INVALID_ANSWER,
  /** The service is not called for a while, because calls have failed. */
  PAUSED,
  /** All calls that may run at once are taken. */
  BUSY,
  /** The texts of the body need more calls than are allowed. */
  TOO_LONG;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** Returns the name in metrics. */
  public String label() {
    return label;
  }

  /** Returns true if the service has failed, and not only this body cannot be read. */
  boolean isOfService() {
    return switch (this) {
      case TIMEOUT, UNREACHABLE, STATUS, INVALID_ANSWER -> true;
      case PAUSED, BUSY, TOO_LONG -> false;
    };
  }
}
