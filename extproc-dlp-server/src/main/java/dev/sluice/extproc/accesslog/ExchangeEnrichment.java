package dev.sluice.extproc.accesslog;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Envoy's entry does not tell of an exchange.
 *
 * @param apiVersion the id of the route's API version, or nothing
 */
record ExchangeEnrichment(Optional<ModelUsage> model, String apiVersion) {
  private static final Logger log = LoggerFactory.getLogger(ExchangeEnrichment.class);

  static final ExchangeEnrichment NONE = new ExchangeEnrichment(Optional.empty(), "");

  /** Whatever becomes of it, the record is made. */
  static ExchangeEnrichment of(LoggedExchange exchange, RouteMetadataSource inForce) {
    try {
      return new ExchangeEnrichment(
          ModelUsage.of(exchange, inForce), inForce.apiVersion(exchange.decision().text("route")));
    } catch (RuntimeException e) {
      log.error("What an exchange used is not known ({})", e.getClass().getName());
      return NONE;
    }
  }
}
