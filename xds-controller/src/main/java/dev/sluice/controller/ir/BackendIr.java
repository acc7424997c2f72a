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
}
