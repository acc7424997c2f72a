package dev.sluice.extproc.accesslog;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts about an exchange that Envoy's entry does not contain.
 *
 * @param apiVersion the id of the route's API version, or an empty text
 */
record ExchangeEnrichment(
    Optional<ModelUsage> model, String apiVersion, VersionStage versionStage) {
  private static final Logger log = LoggerFactory.getLogger(ExchangeEnrichment.class);

  static final ExchangeEnrichment NONE =
      new ExchangeEnrichment(Optional.empty(), "", VersionStage.ACTIVE);

  /** Returns whether the version is deprecated or has ended. */
  boolean isEnding() {
    return versionStage != VersionStage.ACTIVE;
  }

  /** Computes the facts; an error never prevents the record. */
  static ExchangeEnrichment of(LoggedExchange exchange, RouteMetadataSource inForce) {
    try {
      String route = exchange.decision().text("route");
      return new ExchangeEnrichment(
          ModelUsage.of(exchange, inForce),
          inForce.apiVersion(route),
          inForce.apiVersionStage(route));
    } catch (RuntimeException e) {
      log.error("The model usage of an exchange could not be read ({})", e.getClass().getName());
      return NONE;
    }
  }
}
