package dev.sluice.controller.ir.route;

import java.util.List;

/**
 * Which pages of other origins may call a route from a browser, and how.
 *
 * @param maxAgeSeconds for how long a browser may remember that
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
