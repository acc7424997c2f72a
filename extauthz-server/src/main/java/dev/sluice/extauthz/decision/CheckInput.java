package dev.sluice.extauthz.decision;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as rules see it, parsed once.
 *
 * @param path as Envoy has it, with the query
 * @param headers by lower-case name, lines of one name joined by commas
 * @param peer the client, or what stands between it and Envoy
 * @param routeId the route that Envoy chose, where it is configured to say so
 * @param time when the request began; the epoch where Envoy does not say
 */
public record CheckInput(
    String method,
    String host,
    String path,
    Map<String, String> headers,
    ClientPeer peer,
    Optional<String> routeId,
    String requestId,
    String correlationId,
    Instant time) {

  /** The value of a header by its lower-case name. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Without headers, for they hold credentials, and without the query. */
  @Override
  public String toString() {
    return "CheckInput[" + method + " " + requestId + "]";
  }
}
