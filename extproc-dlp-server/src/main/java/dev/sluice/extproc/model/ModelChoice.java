package dev.sluice.extproc.model;

/** The result of looking up a name among the models of a route. */
public sealed interface ModelChoice {
  /** A model that serves the request. */
  record Found(ChosenModel model) implements ModelChoice {}

  /** A refusal, because no model serves the request. */
  record Refused(ModelFault fault) implements ModelChoice {}
}
