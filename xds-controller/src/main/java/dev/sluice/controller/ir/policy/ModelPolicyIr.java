package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.llm.ModelHeader;
import java.util.Optional;

/**
 * A policy for the choice of a language model.
 *
 * @param defaultModel the alias for requests that name no model
 */
public record ModelPolicyIr(ModelHeader modelHeader, Optional<String> defaultModel)
    implements RoutePolicyIr {
  /** The policy of routes without one. */
  public static final ModelPolicyIr DEFAULT =
      new ModelPolicyIr(ModelHeader.IGNORE, Optional.empty());
}
