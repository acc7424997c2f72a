package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.SubscriptionStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A subscription of a customer to a publish.
 *
 * @param tenant the customer
 * @param ended the time at which it was rejected or cancelled; empty for any other status
 */
public record CustomerSubscription(
    String id,
    String tenant,
    String publish,
    String plan,
    SubscriptionStatus status,
    Optional<Instant> ended)
    implements DomainEntity {}
