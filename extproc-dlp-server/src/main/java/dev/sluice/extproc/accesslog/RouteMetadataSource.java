package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.model.ModelSource;
import dev.sluice.extproc.model.ServedModel;
import java.time.Duration;
import java.util.Optional;

/** A source of the controller's data about routes, by route id. */
public interface RouteMetadataSource extends ModelSource {
  /** Returns the model with an id. */
  Optional<ServedModel> model(String id);

  /** Returns the id of a route's API version, or an empty text. */
  String apiVersion(String route);

  /** Returns where a route's API version is in its life. */
  VersionStage apiVersionStage(String route);

  /**
   * Returns the latency above which a response of a route's upstream is slow, zero if none is;
   * empty if nothing is reported of the route.
   */
  Optional<Duration> slowAfter(String route);
}
