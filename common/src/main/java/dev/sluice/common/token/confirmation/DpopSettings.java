package dev.sluice.common.token.confirmation;

import java.time.Duration;
import java.util.Set;

/**
 * The settings of the check of proofs.
 *
 * @param maxAge the longest time since the issue of a proof
 * @param maxAhead the longest time until the issue of a proof, for clocks of clients that are fast
 * @param maxRemembered the number of used proofs that are remembered
 * @param publicPorts the ports of URIs besides those that Envoy reports
 */
public record DpopSettings(
    Duration maxAge, Duration maxAhead, int maxRemembered, Set<Integer> publicPorts) {
  /** The default settings. */
  public static final DpopSettings DEFAULT =
      new DpopSettings(Duration.ofSeconds(60), Duration.ofSeconds(5), 1 << 18, Set.of());

  public DpopSettings {
    publicPorts = Set.copyOf(publicPorts);
  }

  /** Returns how long a used proof is remembered, which is as long as it could be used again. */
  public Duration window() {
    return maxAge.plus(maxAhead).plusSeconds(1);
  }
}
