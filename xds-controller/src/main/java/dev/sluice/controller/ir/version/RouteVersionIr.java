package dev.sluice.controller.ir.version;

import java.util.Optional;

/**
 * The API version of a route: what a request must say to get it, and what it answers.
 *
 * @param match the condition on requests, beside the path
 * @param path the version that is added to paths without one
 * @param lifecycle the deprecation or sunset of the version, if it has one
 */
public record RouteVersionIr(
    Optional<VersionMatchIr> match,
    Optional<VersionPathIr> path,
    Optional<VersionLifecycleIr> lifecycle) {
  public static final RouteVersionIr NONE =
      new RouteVersionIr(Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the response in place of the backends', if there is one. */
  public Optional<VersionGoneIr> gone() {
    return lifecycle.flatMap(VersionLifecycleIr::gone);
  }
}
