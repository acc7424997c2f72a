package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.AuthMode;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A product published in one environment, with the ids of the services that it offers.
 *
 * @param hosts the configured host names
 * @param since the time of publication
 */
public record Publish(
    String id,
    String tenant,
    String product,
    String cluster,
    String gateway,
    PublishEnvironment environment,
    Instant since,
    AuthMode authMode,
    Map<String, Object> authConfig,
    List<String> hosts,
    List<String> services)
    implements DomainEntity {
  public Publish {
    authConfig = Map.copyOf(authConfig);
    hosts = List.copyOf(hosts);
    services = List.copyOf(services);
  }
}
