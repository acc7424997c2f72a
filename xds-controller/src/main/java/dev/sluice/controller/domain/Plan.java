package dev.sluice.controller.domain;

import dev.sluice.controller.ir.Environment;
import dev.sluice.controller.ir.Tier;
import java.util.Optional;

/** What subscribers of a product may use; 0 stands for no limit. A retired plan still holds. */
public record Plan(
    String id,
    String product,
    String name,
    Tier tier,
    Optional<Environment> environment,
    int perMinute,
    int burst,
    long perDay,
    long perMonth,
    long tokensPerMonth)
    implements Entity {}
