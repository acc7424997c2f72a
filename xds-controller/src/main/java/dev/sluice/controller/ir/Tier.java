package dev.sluice.controller.ir;

/** How much a plan offers, least first. */
public enum Tier {
  FREE,
  PREMIUM,
  ENTERPRISE
}
