package dev.sluice.extproc.accesslog;

import dev.sluice.common.audit.record.UrlMask;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a record that say which program calls: from the headers of the API gateway, and
 * otherwise from the credential and the name of the program. Headers in another form than the
 * gateway's are not kept, because a client could send anything in them.
 */
final class CallerColumns {
  private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9._:/-]{1,100}");
  private static final Pattern CHOICE = Pattern.compile("[A-Z][A-Z0-9_-]{0,19}");
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9._-]{1,20}");

  private CallerColumns() {}

  /**
   * Returns the agent that the request names. Only requests with both other headers are read: the
   * contract of the API gateway sets them.
   */
  static @Nullable String agent(LoggedExchange exchange) {
    if (!isChoice(exchange, "x-dwp-source") || !isChoice(exchange, "x-dwp-caller-type")) {
      return null;
    }
    String agent = exchange.requestHeader("x-agent-id");
    String pair = "agent=" + agent;
    boolean harmless = UrlMask.maskQuery(pair).equals(pair);
    return AGENT.matcher(agent).matches() && harmless ? agent : null;
  }

  /** Returns the source that the request names, or the name of the client's program. */
  static @Nullable String source(LoggedExchange exchange) {
    if (isChoice(exchange, "x-dwp-source")) {
      return exchange.requestHeader("x-dwp-source");
    }
    String userAgent = exchange.request().userAgent();
    int end = userAgent.indexOf('/');
    String program = end < 0 ? userAgent : userAgent.substring(0, end);
    return PROGRAM.matcher(program).matches() ? program : null;
  }

  /** Returns the type that the request names, or the kind of its credential. */
  static @Nullable String callerType(LoggedExchange exchange) {
    if (isChoice(exchange, "x-dwp-caller-type")) {
      return exchange.requestHeader("x-dwp-caller-type");
    }
    String credential = exchange.decision().text("credential");
    return credential.isEmpty() ? null : credential;
  }

  private static boolean isChoice(LoggedExchange exchange, String header) {
    return CHOICE.matcher(exchange.requestHeader(header)).matches();
  }
}
