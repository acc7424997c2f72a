package dev.sluice.extproc.accesslog;

import java.time.Duration;
import java.util.Optional;

/**
 * An outcome of an exchange, as far as its upstream is responsible.
 *
 * @param failed whether the upstream responded with a status of 500 or more, or not as it should
 * @param slow whether it began to respond too late
 */
record UpstreamOutcome(boolean failed, boolean slow) {
  private static final int SERVER_ERROR = 500;

  /**
   * Returns the outcome; empty if the upstream is not responsible, because the request did not
   * reach it, another part responded, or the client left early.
   *
   * @param slowAfter the latency above which a response is slow; zero if none is
   */
  static Optional<UpstreamOutcome> of(LoggedExchange exchange, Duration slowAfter) {
    ExchangeEnding ending = exchange.ending();
    if (exchange.stoppedBeforeRouting()) {
      return Optional.empty();
    }
    boolean slow = !slowAfter.isZero() && exchange.responseLatency().compareTo(slowAfter) > 0;
    if (ending.clientDisconnected() && !exchange.common().timeToFirstByte().isSet()) {
      return slow && exchange.common().hasUpstream()
          ? Optional.of(new UpstreamOutcome(false, true))
          : Optional.empty();
    }
    boolean broken =
        exchange.fallbackServed() || (ending.upstreamAtFault() && !ending.clientDisconnected());
    boolean responded = ending.ofUpstream();
    return broken || responded
        ? Optional.of(new UpstreamOutcome(broken || ending.code() >= SERVER_ERROR, slow))
        : Optional.empty();
  }
}
