package dev.sluice.extproc.model;

import dev.sluice.extproc.policy.ModelRules.ModelVerdict;

/** The result of looking up a name among the models of a route. */
public sealed interface ModelChoice {
  /** Returns the verdict of the rules about models. */
  ModelVerdict verdict();

  /** A model that serves the request. */
  record Found(ChosenModel model, ModelVerdict verdict) implements ModelChoice {}

  /** A refusal, because no model serves the request. */
  record Refused(ModelFault fault, ModelVerdict verdict) implements ModelChoice {}
}
