package dev.sluice.common.audit.spool;

import java.util.Locale;

/** Why a record did not get into the spool and is lost to it. */
public enum AppendRejection {
  FULL,
  TOO_LARGE,
  UNENCODABLE,
  DISK,
  CLOSED;

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
