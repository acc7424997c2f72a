package dev.sluice.controller.domain;

import dev.sluice.controller.ir.Environment;
import java.util.List;
import java.util.Map;

/** A product as it is published in one environment, with the ids of the services it offers. */
public record Publish(
    String id,
    String tenant,
    String product,
    String gateway,
    Environment environment,
    AuthMode authMode,
    Map<String, Object> authConfig,
    List<String> hosts,
    List<String> services) {
  public Publish {
    authConfig = Map.copyOf(authConfig);
    hosts = List.copyOf(hosts);
    services = List.copyOf(services);
  }
}
