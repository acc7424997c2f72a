package dev.sluice.common.tracing;

import java.util.Optional;

/** The W3C header {@code traceparent}. */
public record TraceParent(String traceId, String spanId) {
  private static final int LENGTH = 55;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** Parses a header; returns empty if it is malformed. */
  public static Optional<TraceParent> of(String header) {
    return isWhole(header) ? parsed(header) : Optional.empty();
  }

  /** Parses a header; returns empty if it is malformed or not sampled. */
  public static Optional<TraceParent> sampled(String header) {
    return of(header).filter(_ -> (Character.digit(header.charAt(FLAGS + 1), 16) & 1) == 1);
  }

  /** Returns whether the text is a trace id in lower case. */
  public static boolean isTraceId(String text) {
    return text.length() == NO_TRACE.length() && isHex(text) && !text.equals(NO_TRACE);
  }

  private static Optional<TraceParent> parsed(String header) {
    String trace = header.substring(3, SPAN - 1);
    String span = header.substring(SPAN, FLAGS - 1);
    boolean valid =
        isTraceId(trace)
            && isHex(span)
            && isHex(header.substring(0, 2))
            && isHex(header.substring(FLAGS, LENGTH))
            && !span.equals(NO_SPAN);
    return valid ? Optional.of(new TraceParent(trace, span)) : Optional.empty();
  }

  /** Returns whether the header is complete. A later version may have more fields at the end. */
  private static boolean isWhole(String header) {
    boolean fits =
        header.length() == LENGTH
            ? !header.startsWith("ff")
            : header.length() > LENGTH
                && header.charAt(LENGTH) == '-'
                && !header.startsWith("00")
                && !header.startsWith("ff");
    return fits
        && header.charAt(2) == '-'
        && header.charAt(SPAN - 1) == '-'
        && header.charAt(FLAGS - 1) == '-';
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
