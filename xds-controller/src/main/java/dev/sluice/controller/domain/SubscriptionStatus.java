package dev.sluice.controller.domain;

/** How far a subscription is. */
public enum SubscriptionStatus {
  PENDING,
  ACTIVE,
  REJECTED,
  SUSPENDED,
  CANCELLED
}
