package dev.sluice.extproc.accesslog;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts about an exchange that Envoy's entry does not contain.
 *
 * @param apiVersion the id of the route's API version, or an empty text
 */
record ExchangeEnrichment(Optional<ModelUsage> model, String apiVersion) {
  private static final Logger log = LoggerFactory.getLogger(ExchangeEnrichment.class);

  static final ExchangeEnrichment NONE = new ExchangeEnrichment(Optional.empty(), "");

  /** Computes the facts; an error never prevents the record. */
  static ExchangeEnrichment of(LoggedExchange exchange, RouteMetadataSource inForce) {
    try {
      return new ExchangeEnrichment(
          ModelUsage.of(exchange, inForce), inForce.apiVersion(exchange.decision().text("route")));
    } catch (RuntimeException e) {
      log.error("The model usage of an exchange could not be read ({})", e.getClass().getName());
      return NONE;
    }
  }
}
