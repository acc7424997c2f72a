package dev.sluice.controller.domain.value;

/** How far a subscription is. */
public enum SubscriptionStatus {
  PENDING,
  ACTIVE,
  REJECTED,
  SUSPENDED,
  CANCELLED
}
