package dev.sluice.extproc.stream;

import dev.sluice.common.error.ErrorShape;
import dev.sluice.common.scope.ExchangeScope;

/**
 * What is known of the exchange that a stream carries; outside of the scope, {@code -} stands for
 * what is not known.
 *
 * @param scope what rules are chosen by
 * @param project the caller's project
 * @param target the service that the route belongs to
 * @param model what the client calls its model
 * @param errors the shape of errors
 * @param sseIds whether events of an event stream get ids where they have none
 * @param correlationId what the client can name the exchange by
 */
public record Exchange(
    ExchangeScope scope,
    Inspection inspection,
    String project,
    String target,
    String model,
    ErrorShape errors,
    boolean sseIds,
    String correlationId) {

  /** An answer without a request: one of Envoy's own, which nothing inspects. */
  static final Exchange LOCAL_REPLY =
      new Exchange(
          new ExchangeScope("", "", "", "", ""),
          Inspection.OFF,
          "-",
          "-",
          "-",
          ErrorShape.named("sluice"),
          false,
          "-");
}
