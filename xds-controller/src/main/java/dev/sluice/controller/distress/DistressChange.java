package dev.sluice.controller.distress;

/** The next change of the factor of a route. */
public sealed interface DistressChange {
  /** A decision to keep the factor. */
  record Keep() implements DistressChange {}

  /** A smaller factor. */
  record Tighten(double factor, String reason) implements DistressChange {}

  /** A larger factor below 1. */
  record Loosen(double factor, String reason) implements DistressChange {}

  /** The end of the distress, with the usual limits. */
  record End(String reason) implements DistressChange {}
}
