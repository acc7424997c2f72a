package dev.sluice.extproc.model;

import java.util.List;

/**
 * A model that a request has chosen.
 *
 * @param alias the name that the request uses
 * @param id the id of the model's row
 * @param backend the name of the backend
 * @param upstreamModel the name that the backend uses
 * @param target the value that selects the Envoy route to the backend, or to the chain
 * @param failover true if another model comes first, but has failed or is slow
 * @param next the models that get the request in turn if this one fails; empty without a chain
 */
public record ChosenModel(
    String alias,
    String id,
    String backend,
    String upstreamModel,
    String target,
    boolean failover,
    List<ChosenModel> next) {
  public ChosenModel {
    next = List.copyOf(next);
  }

  ModelLabel label() {
    return new ModelLabel(id, alias, backend);
  }
}
