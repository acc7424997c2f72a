package dev.sluice.controller.ir.policy;

import java.util.List;

/**
 * A policy that rejects changing requests from web pages of other origins (CSRF).
 *
 * @param additionalOrigins the origins that may send them beside the host of the request
 */
public record CsrfIr(boolean enabled, List<String> additionalOrigins) implements RoutePolicyIr {
  public CsrfIr {
    additionalOrigins = List.copyOf(additionalOrigins);
  }
}
