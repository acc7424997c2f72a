package dev.sluice.controller.domain.policyserver;

import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.time.Instant;
import java.util.Optional;

/**
 * A factor that makes rate limits smaller.
 *
 * @param onlyCluster the id of the cluster that it is for; empty for all
 * @param environment the environment that it is for; empty for all
 * @param route the id of the planned route that it is for; empty for all
 */
public record EmergencyFactor(
    String id,
    String name,
    Optional<String> onlyCluster,
    Optional<PublishEnvironment> environment,
    Optional<String> route,
    double factor,
    Optional<Instant> expires)
    implements PolicyServerEntity {
  @Override
  public String table() {
    return "emergency_factors";
  }

  @Override
  public Optional<String> deliveredWith() {
    return Optional.empty();
  }
}
