package dev.sluice.controller.domain;

import dev.sluice.controller.ir.access.PlanTier;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.util.Optional;

/**
 * A plan that subscribers of a product choose; a limit of 0 means no limit. A retired plan still
 * applies to its subscribers.
 */
public record Plan(
    String id,
    String product,
    String name,
    PlanTier tier,
    Optional<PublishEnvironment> environment,
    int perMinute,
    int burst,
    long perDay,
    long perMonth,
    long tokensPerMonth)
    implements PolicyServerEntity {
  @Override
  public String table() {
    return "plans";
  }

  @Override
  public Optional<String> deliveredWith() {
    return Optional.of(product);
  }
}
