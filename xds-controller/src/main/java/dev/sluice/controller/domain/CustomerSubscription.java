package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.SubscriptionStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What a customer has subscribed to.
 *
 * @param tenant the customer
 * @param ended since when there is no way back; empty unless there is none
 */
public record CustomerSubscription(
    String id,
    String tenant,
    String publish,
    String plan,
    SubscriptionStatus status,
    Optional<Instant> ended)
    implements DomainEntity {}
