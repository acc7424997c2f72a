package dev.sluice.extproc.backend;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of the exchanges that reached an upstream in the last minute, by route and second. A
 * total that has changed since the last report is reported again as a whole. Beyond a number of
 * totals, further ones are not counted. Safe for use by several threads.
 */
public final class RouteTotals {
  private static final long KEPT_SECONDS = 60;
  private static final int MOST_TOTALS = 100_000;

  private final InstantSource clock;
  private final Map<RouteAndSecond, Total> totals = new HashMap<>();

  RouteTotals(InstantSource clock) {
    this.clock = clock;
  }

  private record RouteAndSecond(String route, long second) {}

  private static final class Total {
    private long requests;
    private long errors;
    private long slow;
    private long reported;
  }

  /** A total of the exchanges that ended in one second. */
  record RouteSecondTotal(String route, long second, long requests, long errors, long slow) {}

  /** Adds an exchange that has ended. */
  public void add(String route, boolean failed, boolean slow) {
    RouteAndSecond key = new RouteAndSecond(route, clock.instant().getEpochSecond());
    synchronized (totals) {
      if (totals.size() >= MOST_TOTALS && !totals.containsKey(key)) {
        return;
      }
      Total total = totals.computeIfAbsent(key, _ -> new Total());
      total.requests++;
      total.errors += failed ? 1 : 0;
      total.slow += slow ? 1 : 0;
    }
  }

  /** Returns the totals that have changed since they were reported, and drops old ones. */
  List<RouteSecondTotal> unreported() {
    long oldest = clock.instant().getEpochSecond() - KEPT_SECONDS;
    List<RouteSecondTotal> changed = new ArrayList<>();
    synchronized (totals) {
      totals.keySet().removeIf(key -> key.second < oldest);
      totals.forEach((key, total) -> {
        if (total.requests > total.reported) {
          changed.add(
              new RouteSecondTotal(
                  key.route, key.second, total.requests, total.errors, total.slow));
        }
      });
    }
    return changed;
  }

  /** Marks totals as reported. */
  void markReported(List<RouteSecondTotal> reported) {
    synchronized (totals) {
      for (RouteSecondTotal told : reported) {
        Total total = totals.get(new RouteAndSecond(told.route(), told.second()));
        if (total != null) {
          total.reported = told.requests();
        }
      }
    }
  }
}
