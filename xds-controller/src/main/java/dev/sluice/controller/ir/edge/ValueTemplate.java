package dev.sluice.controller.ir.edge;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A check of texts with operators such as {@code %START_TIME%}, which Envoy replaces. It allows
 * only operators that Envoy accepts and that reveal no credential.
 */
public final class ValueTemplate {
  private static final char SIGN = '%';
  private static final String REQUEST_HEADER = "REQ(";
  private static final String RESPONSE_HEADER = "RESP(";

  /** The headers whose values must not be copied. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "authorization",
          "cookie",
          "dpop",
          "proxy-authorization",
          "set-cookie",
          "x-api-key",
          "x-internal-token");

  /** The operators of headers. */
  private static final Set<String> PLAIN =
      Set.of(
          "DOWNSTREAM_LOCAL_PORT",
          "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT",
          "DOWNSTREAM_TLS_VERSION",
          "PROTOCOL",
          "REQUESTED_SERVER_NAME",
          "ROUTE_NAME",
          "START_TIME",
          "TRACE_ID",
          "UPSTREAM_CLUSTER");

  /** The further operators of log entries, whose values exist only at the end of an exchange. */
  private static final Set<String> AT_THE_END =
      Set.of(
          "BYTES_RECEIVED",
          "BYTES_SENT",
          "CONNECTION_ID",
          "DOWNSTREAM_TLS_CIPHER",
          "DURATION",
          "REQUEST_DURATION",
          "RESPONSE_CODE",
          "RESPONSE_DURATION",
          "RESPONSE_TX_DURATION",
          "UPSTREAM_CONNECTION_ID",
          "UPSTREAM_PROTOCOL",
          "UPSTREAM_REQUEST_ATTEMPT_COUNT",
          "UPSTREAM_TRANSPORT_FAILURE_REASON");

  /** The place of a text, which decides what it may contain. */
  public enum Place {
    REQUEST_HEADER,
    RESPONSE_HEADER,
    SPAN,
    LOG
  }

  private ValueTemplate() {}

  /**
   * Checks a text.
   *
   * @throws IllegalArgumentException if an operator is not allowed in the place
   */
  public static void check(String text, Place place) {
    int at = text.indexOf(SIGN);
    while (at >= 0) {
      int end = text.indexOf(SIGN, at + 1);
      if (end < 0) {
        throw new IllegalArgumentException("'" + text + "' has a single %; write %% for the sign");
      }
      if (end > at + 1) {
        checkOperator(text.substring(at + 1, end), place);
      }
      at = text.indexOf(SIGN, end + 1);
    }
  }

  private static void checkOperator(String operator, Place place) {
    if (PLAIN.contains(operator) || (place == Place.LOG && AT_THE_END.contains(operator))) {
      return;
    }
    boolean answered = place != Place.REQUEST_HEADER && operator.startsWith(RESPONSE_HEADER);
    if (!operator.endsWith(")") || !(operator.startsWith(REQUEST_HEADER) || answered)) {
      Set<String> known = new TreeSet<>(PLAIN);
      throw new IllegalArgumentException(
          "operator %" + operator + "% is not allowed here; use REQ(header) or one of " + known);
    }
    checkHeader(operator.substring(operator.indexOf('(') + 1, operator.length() - 1), place);
  }

  private static void checkHeader(String name, Place place) {
    if (!name.matches(":?[A-Za-z0-9-]{1,100}")) {
      throw new IllegalArgumentException("'" + name + "' is not the name of one header");
    }
    String header = name.toLowerCase(Locale.ROOT);
    boolean query = header.equals(":path") || header.equals("referer");
    boolean kept = place == Place.LOG || place == Place.SPAN;
    if (CREDENTIALS.contains(header) || (kept && query)) {
      throw new IllegalArgumentException("the value of header " + header + " must not be copied");
    }
  }
}
