package dev.sluice.extproc.backend;

import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.extproc.backend.BackendTotals.BackendSecondTotal;
import dev.sluice.extproc.backend.RouteTotals.RouteSecondTotal;
import dev.sluice.extproc.model.ModelHealth.ImpairedModel;
import dev.sluice.report.v1.BackendAnswer;
import dev.sluice.report.v1.BackendReport;
import dev.sluice.report.v1.BackendSecond;
import dev.sluice.report.v1.RouteSecond;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporter of the totals of observed backends and routes to the controller, each second, and of
 * the models that are not active. Its response names the backends to observe; without a release
 * under way there are none.
 */
public final class BackendReporter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackendReporter.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 500;

  private final UpstreamTotals totals;
  private final ImpairedModels models;
  private final BackendReportSender target;
  private final String writer = UUID.randomUUID().toString();
  private final Backoff backoff = new Backoff(EVERY.multipliedBy(2), LONGEST_PAUSE);
  private final RepeatingTask reports = new RepeatingTask("backend-reports", this::report);

  /** A sender of reports; it throws if the report must be sent again. */
  @FunctionalInterface
  public interface BackendReportSender {
    BackendAnswer send(BackendReport report) throws ReportRejectedException;
  }

  BackendReporter(UpstreamTotals totals, ImpairedModels models, BackendReportSender target) {
    this.totals = totals;
    this.models = models;
    this.target = target;
  }

  /** Starts to report. */
  public static BackendReporter start(
      UpstreamTotals totals, Supplier<List<ImpairedModel>> models, BackendReportSender target) {
    BackendReporter reporter =
        new BackendReporter(totals, new ImpairedModels(models, InstantSource.system()), target);
    reporter.reports.start(EVERY);
    return reporter;
  }

  /** Reports what has changed; returns the pause until the next report. */
  Duration report() {
    List<BackendSecondTotal> backends = totals.backends().unreported();
    List<RouteSecondTotal> routes = totals.routes().unreported();
    Optional<List<ImpairedModel>> states = models.unreported();
    try {
      int sent = 0;
      do {
        List<BackendSecondTotal> someBackends = part(backends, sent);
        List<RouteSecondTotal> someRoutes = part(routes, sent);
        BackendReport.Builder report = message(someBackends, someRoutes);
        if (sent == 0) {
          states.ifPresent(changed -> report.setModels(models.message(changed)));
        }
        BackendAnswer answer = target.send(report.build());
        totals.backends().observe(answer.getBackendIdsList());
        totals.backends().markReported(someBackends);
        totals.routes().markReported(someRoutes);
        if (sent == 0) {
          states.ifPresent(models::markReported);
        }
        sent += MOST_AT_ONCE;
      } while (sent < Math.max(backends.size(), routes.size()));
      backoff.reset();
      return EVERY;
    } catch (ReportRejectedException e) {
      log.debug("totals of backends and routes are not reported yet ({})", e.getMessage());
      return backoff.next();
    }
  }

  private static <T> List<T> part(List<T> all, int from) {
    return all.subList(Math.min(from, all.size()), Math.min(from + MOST_AT_ONCE, all.size()));
  }

  private BackendReport.Builder message(
      List<BackendSecondTotal> backends, List<RouteSecondTotal> routes) {
    BackendReport.Builder report = BackendReport.newBuilder().setWriterId(writer);
    for (BackendSecondTotal total : backends) {
      report.addSeconds(
          BackendSecond.newBuilder()
              .setBackendId(total.backend())
              .setSecond(total.second())
              .setRequests(total.requests())
              .setErrors(total.errors())
              .addAllLatencies(total.latencies()));
    }
    for (RouteSecondTotal total : routes) {
      report.addRoutes(
          RouteSecond.newBuilder()
              .setRouteId(total.route())
              .setSecond(total.second())
              .setRequests(total.requests())
              .setErrors(total.errors())
              .setSlow(total.slow()));
    }
    return report;
  }

  @Override
  public void close() {
    reports.close();
  }
}
