package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.model.ServedModel;
import java.util.Optional;

/** Knows what the controller has delivered about routes, which are named by their ids. */
public interface InForce {
  /** The model that requests on a route call by that alias. */
  Optional<ServedModel> model(String route, String alias);

  /** The id of the API version that a route is of, or nothing. */
  String apiVersion(String route);
}
