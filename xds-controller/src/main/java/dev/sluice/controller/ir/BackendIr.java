package dev.sluice.controller.ir;

import java.time.Duration;
import java.util.List;

/** A group of endpoints that serve the same API. */
public record BackendIr(
    String id,
    String name,
    Scheme scheme,
    LbPolicy lb,
    Duration connectTimeout,
    int maxConnections,
    List<EndpointIr> endpoints)
    implements ObjectIr {
  public BackendIr {
    endpoints = List.copyOf(endpoints);
  }

  /** Whether all its endpoints are addresses, so that nobody has to resolve a name. */
  public boolean resolved() {
    return endpoints.stream().map(EndpointIr::host).allMatch(EndpointIr::isAddress);
  }
}
