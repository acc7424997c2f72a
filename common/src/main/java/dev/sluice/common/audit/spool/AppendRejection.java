package dev.sluice.common.audit.spool;

import java.util.Locale;

/** The reason why the spool rejected a record, which is lost. */
public enum AppendRejection {
  FULL,
  TOO_LARGE,
  UNENCODABLE,
  DISK,
  CLOSED;

  /** Returns the metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
