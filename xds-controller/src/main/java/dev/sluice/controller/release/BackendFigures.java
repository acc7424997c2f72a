package dev.sluice.controller.release;

import dev.sluice.common.report.LatencyClasses;
import java.time.Duration;
import java.util.List;

/**
 * The requests to a backend in a period.
 *
 * @param errors the requests with a status of 500 or more
 * @param p95 the latency that 95 % of the requests did not exceed, rounded up
 */
public record BackendFigures(long requests, long errors, Duration p95) {
  private static final int PERCENT = 100;
  private static final int P95 = 95;

  /**
   * Returns the figures of requests by latency class.
   *
   * @param latencies the number of requests of each class, the lowest class first
   */
  public static BackendFigures of(long requests, long errors, List<Long> latencies) {
    long all = latencies.stream().mapToLong(Long::longValue).sum();
    long seen = 0;
    for (int i = 0; i < latencies.size(); i++) {
      seen += latencies.get(i);
      if (seen > 0 && seen * PERCENT >= all * P95) {
        return new BackendFigures(requests, errors, LatencyClasses.end(i));
      }
    }
    return new BackendFigures(requests, errors, Duration.ZERO);
  }

  double errorPercent() {
    return requests == 0 ? 0 : (double) errors * PERCENT / requests;
  }
}
