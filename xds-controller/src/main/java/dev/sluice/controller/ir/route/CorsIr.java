package dev.sluice.controller.ir.route;

import java.util.List;

/**
 * A CORS policy of a route.
 *
 * @param maxAgeSeconds how long a browser may cache the result of a preflight request
 */
public record CorsIr(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    boolean credentials,
    int maxAgeSeconds) {
  public CorsIr {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
  }
}
