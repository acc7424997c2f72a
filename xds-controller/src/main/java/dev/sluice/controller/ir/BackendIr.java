package dev.sluice.controller.ir;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A group of endpoints that serve the same API.
 *
 * @param clientSecret the name of the client certificate that the gateway presents
 */
public record BackendIr(
    String id,
    String name,
    UpstreamScheme scheme,
    LbPolicy lb,
    Duration connectTimeout,
    int maxConnections,
    Optional<String> clientSecret,
    List<EndpointIr> endpoints)
    implements ObjectIr {
  public BackendIr {
    endpoints = List.copyOf(endpoints);
  }

  /** Returns whether all endpoints are IP addresses, so that no name is resolved. */
  public boolean hasOnlyAddresses() {
    return endpoints.stream().map(EndpointIr::host).allMatch(EndpointIr::isAddress);
  }
}
