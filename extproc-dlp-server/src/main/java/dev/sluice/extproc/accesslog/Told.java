package dev.sluice.extproc.accesslog;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Envoy's entry does not tell of an exchange.
 *
 * @param apiVersion the id of the route's API version, or nothing
 */
record Told(Optional<ModelUse> model, String apiVersion) {
  private static final Logger log = LoggerFactory.getLogger(Told.class);

  static final Told NOTHING = new Told(Optional.empty(), "");

  /** Whatever becomes of it, the record is made. */
  static Told of(Exchange exchange, InForce inForce) {
    try {
      return new Told(
          ModelUse.of(exchange, inForce), inForce.apiVersion(exchange.decision().text("route")));
    } catch (RuntimeException e) {
      log.error("What an exchange used is not known ({})", e.getClass().getName());
      return NOTHING;
    }
  }
}
