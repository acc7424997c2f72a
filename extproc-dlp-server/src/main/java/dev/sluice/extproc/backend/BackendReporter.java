package dev.sluice.extproc.backend;

import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.extproc.backend.BackendTotals.BackendSecondTotal;
import dev.sluice.report.v1.BackendAnswer;
import dev.sluice.report.v1.BackendReport;
import dev.sluice.report.v1.BackendSecond;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporter of the totals of observed backends to the controller, each second. Its response names
 * the backends to observe; without a release under way there are none.
 */
public final class BackendReporter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackendReporter.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 500;

  private final BackendTotals totals;
  private final BackendReportSender target;
  private final String writer = UUID.randomUUID().toString();
  private final Backoff backoff = new Backoff(EVERY.multipliedBy(2), LONGEST_PAUSE);
  private final RepeatingTask reports = new RepeatingTask("backend-reports", this::report);

  /** A sender of reports; it throws if the report must be sent again. */
  @FunctionalInterface
  public interface BackendReportSender {
    BackendAnswer send(BackendReport report) throws ReportRejectedException;
  }

  BackendReporter(BackendTotals totals, BackendReportSender target) {
    this.totals = totals;
    this.target = target;
  }

  /** Starts to report. */
  public static BackendReporter start(BackendTotals totals, BackendReportSender target) {
    BackendReporter reporter = new BackendReporter(totals, target);
    reporter.reports.start(EVERY);
    return reporter;
  }

  /** Reports what has changed; returns the pause until the next report. */
  Duration report() {
    List<BackendSecondTotal> changed = totals.unreported();
    try {
      int sent = 0;
      do {
        int end = Math.min(changed.size(), sent + MOST_AT_ONCE);
        List<BackendSecondTotal> part = changed.subList(sent, end);
        totals.observe(target.send(message(part)).getBackendIdsList());
        totals.markReported(part);
        sent = end;
      } while (sent < changed.size());
      backoff.reset();
      return EVERY;
    } catch (ReportRejectedException e) {
      log.debug("totals of backends are not reported yet ({})", e.getMessage());
      return backoff.next();
    }
  }

  private BackendReport message(List<BackendSecondTotal> totals) {
    BackendReport.Builder report = BackendReport.newBuilder().setWriterId(writer);
    for (BackendSecondTotal total : totals) {
      report.addSeconds(
          BackendSecond.newBuilder()
              .setBackendId(total.backend())
              .setSecond(total.second())
              .setRequests(total.requests())
              .setErrors(total.errors())
              .addAllLatencies(total.latencies()));
    }
    return report.build();
  }

  @Override
  public void close() {
    reports.close();
  }
}
