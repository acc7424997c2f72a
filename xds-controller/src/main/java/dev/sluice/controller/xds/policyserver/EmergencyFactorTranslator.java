package dev.sluice.controller.xds.policyserver;

import dev.sluice.controller.domain.policyserver.EmergencyFactor;
import java.time.Instant;

/** A translator of emergency factors. */
public final class EmergencyFactorTranslator {
  private EmergencyFactorTranslator() {}

  /** Returns the message of an emergency factor. */
  public static dev.sluice.config.v1.EmergencyFactor translate(EmergencyFactor factor) {
    dev.sluice.config.v1.EmergencyFactor.Builder translated =
        dev.sluice.config.v1.EmergencyFactor.newBuilder()
            .setId(factor.id())
            .setName(factor.name())
            .setFactor(factor.factor());
    factor.environment().map(PublishTranslator::environment).ifPresent(translated::setEnvironment);
    factor.route().ifPresent(translated::setRoute);
    factor.expires().map(Instant::toEpochMilli).ifPresent(translated::setExpiresAtMs);
    return translated.build();
  }
}
