package dev.sluice.common.audit.spool;

import java.util.Locale;

/** A record did not get into the spool and is lost to it. */
public final class SpoolRefused extends RuntimeException {

  /** Why, as a metric label. */
  public enum Reason {
    FULL,
    TOO_LARGE,
    UNENCODABLE,
    DISK,
    CLOSED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  SpoolRefused(Reason reason) {
    super("the spool refused a record: " + reason.label(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
