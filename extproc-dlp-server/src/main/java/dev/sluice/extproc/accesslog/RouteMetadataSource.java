package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.model.ModelSource;

/** Knows what the controller has delivered about routes, which are named by their ids. */
public interface RouteMetadataSource extends ModelSource {
  /** The id of the API version that a route is of, or nothing. */
  String apiVersion(String route);
}
