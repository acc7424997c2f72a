package dev.sluice.extproc.stream.exchange;

import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.scope.ExchangeScope;

/**
 * What is known of the exchange that a stream carries; outside of the scope, {@code -} stands for
 * what is not known.
 *
 * @param scope what rules are chosen by
 * @param project the caller's project
 * @param service the service that the route belongs to
 * @param model what the client calls its model
 * @param errorShape the shape of errors
 * @param addEventIds whether events of an event stream get ids where they have none
 * @param correlationId what the client can name the exchange by
 */
public record ExchangeContext(
    ExchangeScope scope,
    BodyInspectionMode inspection,
    String project,
    String service,
    String model,
    ErrorFormat errorShape,
    boolean addEventIds,
    String correlationId) {

  /** An answer without a request: one of Envoy's own, which nothing inspects. */
  public static final ExchangeContext LOCAL_REPLY =
      new ExchangeContext(
          new ExchangeScope("", "", "", "", ""),
          BodyInspectionMode.OFF,
          "-",
          "-",
          "-",
          ErrorFormat.ofName("sluice"),
          false,
          "-");
}
