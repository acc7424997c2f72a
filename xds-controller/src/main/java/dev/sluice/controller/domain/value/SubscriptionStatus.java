package dev.sluice.controller.domain.value;

/** The status of a subscription. */
public enum SubscriptionStatus {
  PENDING,
  ACTIVE,
  REJECTED,
  SUSPENDED,
  CANCELLED
}
