package dev.sluice.extproc.model;

import java.util.List;

/**
 * A model that a request has chosen.
 *
 * @param alias the name that the request uses
 * @param id the id of the model's row
 * @param upstreamModel the name that the backend uses
 * @param target the value that selects the Envoy route to the backend, or to the chain
 * @param failover true if another model has priority and has failed
 * @param next the models that get the request in turn if this one fails; empty without a chain
 */
public record ChosenModel(
    String alias,
    String id,
    String upstreamModel,
    String target,
    boolean failover,
    List<ChosenModel> next) {
  public ChosenModel {
    next = List.copyOf(next);
  }
}
