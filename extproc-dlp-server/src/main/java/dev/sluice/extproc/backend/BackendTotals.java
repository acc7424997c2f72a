package dev.sluice.extproc.backend;

import dev.sluice.common.report.LatencyClasses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of the exchanges with the observed backends in the last minute, by second. A total that
 * has changed since the last report is reported again as a whole. Safe for use by several threads.
 */
public final class BackendTotals {
  private static final long KEPT_SECONDS = 60;
  private static final int SERVER_ERROR = 500;

  private final InstantSource clock;
  private final Map<BackendAndSecond, ExchangeTotal> totals = new HashMap<>();
  private volatile Set<String> observed = Set.of();

  BackendTotals(InstantSource clock) {
    this.clock = clock;
  }

  private record BackendAndSecond(String backend, long second) {}

  private static final class ExchangeTotal {
    private final long[] latencies = new long[LatencyClasses.COUNT];
    private long requests;
    private long errors;
    private long reported;
  }

  /** A total of the exchanges that ended in one second, by latency class. */
  record BackendSecondTotal(
      String backend, long second, long requests, long errors, List<Long> latencies) {
    BackendSecondTotal {
      latencies = List.copyOf(latencies);
    }
  }

  /** Adds an exchange that has ended, if its backend is observed. */
  public void add(String backend, int status, Duration latency) {
    if (observed.contains(backend)) {
      long second = clock.instant().getEpochSecond();
      synchronized (totals) {
        ExchangeTotal total =
            totals.computeIfAbsent(new BackendAndSecond(backend, second), _ -> new ExchangeTotal());
        total.requests++;
        total.errors += status >= SERVER_ERROR ? 1 : 0;
        total.latencies[LatencyClasses.of(latency)]++;
      }
    }
  }

  /** Observes these backends from now on, and no others. */
  void observe(Collection<String> backends) {
    if (!observed.equals(Set.copyOf(backends))) {
      observed = Set.copyOf(backends);
    }
  }

  /** Returns the totals that have changed since they were reported, and drops old ones. */
  List<BackendSecondTotal> unreported() {
    long oldest = clock.instant().getEpochSecond() - KEPT_SECONDS;
    List<BackendSecondTotal> changed = new ArrayList<>();
    synchronized (totals) {
      totals.keySet().removeIf(key -> key.second < oldest);
      totals.forEach((key, total) -> {
        if (total.requests > total.reported) {
          changed.add(
              new BackendSecondTotal(
                  key.backend, key.second, total.requests, total.errors, copy(total.latencies)));
        }
      });
    }
    return changed;
  }

  /** Marks totals as reported. */
  void markReported(List<BackendSecondTotal> reported) {
    synchronized (totals) {
      for (BackendSecondTotal told : reported) {
        ExchangeTotal total = totals.get(new BackendAndSecond(told.backend(), told.second()));
        if (total != null) {
          total.reported = told.requests();
        }
      }
    }
  }

  private static List<Long> copy(long[] latencies) {
    List<Long> copy = new ArrayList<>(latencies.length);
    for (long latency : latencies) {
      copy.add(latency);
    }
    return copy;
  }
}
