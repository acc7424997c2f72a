package dev.sluice.controller.ir.policy;

import java.util.List;

/**
 * A policy that allows web pages of other origins to call a route (CORS).
 *
 * @param maxAge how long a browser may cache the result of a preflight request, in seconds
 */
public record CorsIr(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    boolean credentials,
    int maxAge)
    implements RoutePolicyIr {
  private static final String ANY = "*";

  public CorsIr {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    if (credentials && origins.contains(ANY)) {
      throw new IllegalArgumentException(
          "every origin may not send credentials; list the origins, or set credentials to false");
    }
  }
}
