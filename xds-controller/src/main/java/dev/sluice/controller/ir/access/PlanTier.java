package dev.sluice.controller.ir.access;

/** The tier of a plan, lowest first. */
public enum PlanTier {
  FREE,
  PREMIUM,
  ENTERPRISE
}
