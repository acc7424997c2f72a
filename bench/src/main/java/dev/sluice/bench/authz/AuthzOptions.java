package dev.sluice.bench.authz;

import java.time.Duration;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param rounds how often each contender is measured, in turn with the others
 * @param window how long each time
 * @param runIn how long a JVM gets the same traffic before, at most
 * @param tokens how many new tokens of each algorithm there are in a round
 * @param extauthzJava options for the JVM of extauthz-server
 */
record AuthzOptions(
    List<Shape> shapes,
    int rounds,
    Duration window,
    Duration runIn,
    int tokens,
    boolean peers,
    List<String> extauthzJava) {

  AuthzOptions {
    shapes = shapes.stream().sorted().distinct().toList();
    extauthzJava = List.copyOf(extauthzJava);
    if (rounds < 1 || !window.isPositive() || tokens < 2 || runIn.isNegative()) {
      throw new IllegalArgumentException(
          "--rounds and --seconds must be 1 or more, --tokens 2 or more, --run-in 0 or more");
    }
  }
}
