package dev.sluice.extproc.backend;

import java.time.InstantSource;

/** The totals of exchanges by observed backend and by observed route. */
public record UpstreamTotals(BackendTotals backends, RouteTotals routes) {
  /** Returns totals without exchanges. */
  public static UpstreamTotals empty(InstantSource clock) {
    return new UpstreamTotals(new BackendTotals(clock), new RouteTotals(clock));
  }
}
