package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.llm.ModelHeader;
import java.time.Duration;
import java.util.Optional;

/**
 * A policy for the choice of a language model.
 *
 * @param defaultModel the alias for requests that name no model
 * @param attempts the most models that one request is sent to
 * @param attemptTimeout how long a model may take until its answer begins; zero for no limit
 */
public record ModelPolicyIr(
    ModelHeader modelHeader, Optional<String> defaultModel, int attempts, Duration attemptTimeout)
    implements RoutePolicyIr {
  /** The policy of routes without one; its schema has the same defaults. */
  public static final ModelPolicyIr DEFAULT =
      new ModelPolicyIr(ModelHeader.IGNORE, Optional.empty(), 3, Duration.ZERO);
}
