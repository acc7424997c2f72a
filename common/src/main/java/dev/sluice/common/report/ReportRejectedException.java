package dev.sluice.common.report;

import io.grpc.Status;
import java.util.Locale;

/** The controller did not take a report, or nobody knows whether it did; it is to be told again. */
public final class ReportRejectedException extends Exception {
  private static final int LONGEST = 200;
  private final String reason;

  ReportRejectedException(Status status) {
    super(text(status), null, false, false);
    reason = status.getCode().name().toLowerCase(Locale.ROOT);
  }

  /** For an answer that cannot be understood. */
  public ReportRejectedException(String why) {
    super(why, null, false, false);
    reason = "unknown";
  }

  /** A short stable word. */
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
