package dev.sluice.ctl.doctor.fault;

import java.util.Locale;

/** The severity of a wiring fault. An error lets traffic pass unchecked, or fails it. */
public enum FaultSeverity {
  ERROR,
  WARNING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
