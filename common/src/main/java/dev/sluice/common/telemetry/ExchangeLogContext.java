package dev.sluice.common.telemetry;

import org.slf4j.MDC;

/** The identity of an exchange for all log lines of this thread, until it is closed. */
public final class ExchangeLogContext implements AutoCloseable {
  private static final String CORRELATION = "correlation_id";
  private static final String TRACE = "trace.id";

  private ExchangeLogContext() {}

  /** Returns a context for log lines about an exchange. Unknown values are empty. */
  public static ExchangeLogContext of(String correlationId, String traceId) {
    put(CORRELATION, correlationId);
    put(TRACE, traceId);
    return new ExchangeLogContext();
  }

  private static void put(String key, String value) {
    if (!value.isEmpty()) {
      MDC.put(key, value);
    }
  }

  @Override
  public void close() {
    MDC.remove(CORRELATION);
    MDC.remove(TRACE);
  }
}
