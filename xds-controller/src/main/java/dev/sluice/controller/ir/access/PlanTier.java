package dev.sluice.controller.ir.access;

/** How much a plan offers, least first. */
public enum PlanTier {
  FREE,
  PREMIUM,
  ENTERPRISE
}
