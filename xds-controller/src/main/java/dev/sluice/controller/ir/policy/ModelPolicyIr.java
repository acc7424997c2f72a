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
 * @param slowAfter the latency above which an answer is slow; zero if none is
 */
public record ModelPolicyIr(
    ModelHeader modelHeader,
    Optional<String> defaultModel,
    int attempts,
    Duration attemptTimeout,
    Duration slowAfter)
    implements RoutePolicyIr {
  /** The policy of routes without one; its schema has the same defaults. */
  public static final ModelPolicyIr DEFAULT =
      new ModelPolicyIr(
          ModelHeader.IGNORE, Optional.empty(), 3, Duration.ZERO, Duration.ofSeconds(5));
}
