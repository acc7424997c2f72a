package dev.sluice.extproc.model;

import java.util.Optional;

/** Knows the models in force. */
@FunctionalInterface
public interface ModelSource {
  /** The model that requests on a route, named by its id, call by that alias. */
  Optional<ServedModel> find(String route, String alias);
}
