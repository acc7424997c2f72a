package dev.sluice.extauthz.server.resource;

import dev.sluice.config.v1.EmergencyFactor;
import dev.sluice.extauthz.policy.limit.TighteningFactor;

/** A reader of emergency factors from the controller. */
public final class EmergencyFactorReader {
  private EmergencyFactorReader() {}

  /**
   * Reads a factor.
   *
   * @throws IllegalArgumentException if it is invalid; the message names it and the fault
   */
  public static TighteningFactor read(String id, EmergencyFactor factor) {
    try {
      return new TighteningFactor(
          factor.getName(),
          environment(factor),
          factor.getRoute(),
          factor.getFactor(),
          factor.getExpiresAtMs() == 0 ? Long.MAX_VALUE : factor.getExpiresAtMs());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("emergency factor " + id + ": " + e.getMessage(), e);
    }
  }

  private static String environment(EmergencyFactor factor) {
    return switch (factor.getEnvironment()) {
      case ENVIRONMENT_DEV -> "dev";
      case ENVIRONMENT_STAGING -> "staging";
      case ENVIRONMENT_PROD -> "prod";
      case ENVIRONMENT_UNSPECIFIED -> "";
      case UNRECOGNIZED -> throw new IllegalArgumentException("its environment is not known");
    };
  }
}
