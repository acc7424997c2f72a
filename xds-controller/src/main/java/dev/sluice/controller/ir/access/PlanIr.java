package dev.sluice.controller.ir.access;

import java.util.Optional;

/** The limits of a plan; 0 stands for none. */
public record PlanIr(
    String id,
    String product,
    String name,
    PlanTier tier,
    Optional<PublishEnvironment> environment,
    int perMinute,
    int burst,
    long perDay,
    long perMonth,
    long tokensPerMonth) {}
