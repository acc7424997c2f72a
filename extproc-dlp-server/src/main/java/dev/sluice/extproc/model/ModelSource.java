package dev.sluice.extproc.model;

import java.util.Optional;

/** A source of the models in force. */
@FunctionalInterface
public interface ModelSource {
  /** Returns the model that requests on a route (by id) call by that alias. */
  Optional<ServedModel> find(String route, String alias);
}
