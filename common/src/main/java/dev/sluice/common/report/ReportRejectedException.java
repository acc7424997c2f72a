package dev.sluice.common.report;

import io.grpc.Status;
import java.util.Locale;

/**
 * An exception for a report that the controller rejected or may not have received. The caller must
 * retry.
 */
public final class ReportRejectedException extends Exception {
  private static final int LONGEST = 200;
  private final String reason;

  ReportRejectedException(Status status) {
    super(text(status), null, false, false);
    reason = status.getCode().name().toLowerCase(Locale.ROOT);
  }

  /** Creates an exception for a malformed response. */
  public ReportRejectedException(String why) {
    super(why, null, false, false);
    reason = "unknown";
  }

  /** Returns a short stable word. */
  public String reason() {
    return reason;
  }

  private static String text(Status status) {
    String description = status.getDescription();
    String code = status.getCode().name();
    String whole = description == null ? code : code + ": " + description;
    return whole.substring(0, Math.min(LONGEST, whole.length()));
  }
}
