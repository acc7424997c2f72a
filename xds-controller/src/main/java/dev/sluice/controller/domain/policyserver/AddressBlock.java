package dev.sluice.controller.domain.policyserver;

import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.ir.access.TenantIr;
import java.time.Instant;
import java.util.Optional;

/**
 * A network whose clients may not pass, or always may.
 *
 * @param allows true for an exception from blocks that deny
 * @param tenant the tenant whose callers it concerns; empty for all clients
 */
public record AddressBlock(
    String id, String cidr, boolean allows, Optional<TenantIr> tenant, Optional<Instant> expires)
    implements PolicyServerEntity {
  @Override
  public String table() {
    return "ip_blocks";
  }

  @Override
  public Optional<String> deliveredWith() {
    return Optional.empty();
  }
}
