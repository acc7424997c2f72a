package dev.sluice.bench.xds;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param sizes how many routes, one after the other
 * @param nodes how many simulated nodes, at one of the sizes; 0 for none
 * @param changes how many single changes are measured
 * @param seed decides which routes are changed
 * @param controllerJava options for the controller's JVM
 */
record XdsOptions(
    List<Integer> sizes,
    int nodes,
    int changes,
    boolean peers,
    long seed,
    List<String> controllerJava) {
  private static final int FLEET_SIZE = 10_000;

  XdsOptions {
    sizes = List.copyOf(sizes);
    controllerJava = List.copyOf(controllerJava);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < Rows.ROUTES_OF_PRODUCT)) {
      throw new IllegalArgumentException("--routes must be numbers of at least 10");
    }
    if (nodes < 0 || changes < 1) {
      throw new IllegalArgumentException("--nodes must be 0 or more, --changes 1 or more");
    }
  }

  /** Whether the many nodes are simulated at this size: at 10,000, else at the first. */
  boolean fleetAt(int routes) {
    int at = sizes.contains(FLEET_SIZE) ? FLEET_SIZE : sizes.getFirst();
    return nodes > 0 && routes == at;
  }
}
