package dev.sluice.controller.domain;

import dev.sluice.controller.ir.access.PlanTier;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.util.Optional;

/** What subscribers of a product may use; 0 stands for no limit. A retired plan still holds. */
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
