package dev.sluice.extproc.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.report.LatencyClasses;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.extproc.model.ModelHealth.ImpairedModel;
import dev.sluice.extproc.model.ModelState;
import dev.sluice.report.v1.BackendAnswer;
import dev.sluice.report.v1.BackendReport;
import dev.sluice.report.v1.BackendSecond;
import dev.sluice.report.v1.ReportedModelState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BackendReporterTest {
  private static final Duration FAST = Duration.ofMillis(3);

  private Instant now = Instant.ofEpochSecond(1_000);
  private final UpstreamTotals upstreams = UpstreamTotals.empty(() -> now);
  private final BackendTotals totals = upstreams.backends();
  private final List<BackendReport> reports = new ArrayList<>();
  private List<ImpairedModel> impaired = List.of();
  private final ImpairedModels models = new ImpairedModels(() -> impaired, () -> now);
  private boolean away;
  private final BackendReporter reporter = new BackendReporter(upstreams, models, this::answer);

  @Test
  void report_unobservedBackend_isNotCounted() {
    Duration _ = reporter.report();
    totals.add("a", 200, FAST);
    totals.add("b", 200, FAST);
    Duration _ = reporter.report();
    assertEquals(List.of("a 1000 1 0"), seconds());
  }

  @Test
  void report_changedTotal_isReportedAsAWhole() {
    Duration _ = reporter.report();
    totals.add("a", 200, FAST);
    Duration _ = reporter.report();
    totals.add("a", 500, FAST);
    Duration _ = reporter.report();
    assertEquals(List.of("a 1000 2 1"), seconds());
    assertEquals(2, reports.getLast().getSeconds(0).getLatencies(LatencyClasses.of(FAST)));
    Duration _ = reporter.report();
    assertEquals(List.of(), seconds());
  }

  @Test
  void report_controllerAway_isRepeated() {
    Duration _ = reporter.report();
    totals.add("a", 503, FAST);
    away = true;
    assertTrue(reporter.report().toMillis() > 1_000);
    away = false;
    now = now.plusSeconds(3);
    Duration _ = reporter.report();
    assertEquals(List.of("a 1000 1 1"), seconds());
  }

  @Test
  void report_afterAMinute_isDropped() {
    Duration _ = reporter.report();
    totals.add("a", 200, FAST);
    now = now.plusSeconds(61);
    Duration _ = reporter.report();
    assertEquals(List.of(), seconds());
  }

  @Test
  void report_routeTotal_isReportedAsAWhole() {
    upstreams.routes().add("p/r", false, true);
    Duration _ = reporter.report();
    upstreams.routes().add("p/r", true, false);
    Duration _ = reporter.report();
    assertEquals(List.of("p/r 1000 2 1 1"), routes());
    Duration _ = reporter.report();
    assertEquals(List.of(), routes());
  }

  @Test
  void report_manyRoutes_areSentInParts() {
    for (int i = 0; i < 1_200; i++) {
      upstreams.routes().add("p/" + i, true, false);
    }
    Duration _ = reporter.report();
    assertEquals(
        List.of(500, 500, 200), reports.stream().map(BackendReport::getRoutesCount).toList());
  }

  @Test
  void report_models_areRepeatedUntilActive() {
    Duration _ = reporter.report();
    assertFalse(reports.getLast().hasModels());
    impaired = List.of(new ImpairedModel("m", ModelState.DEGRADED, "slow", now.minusSeconds(3)));
    Duration _ = reporter.report();
    assertEquals(
        ReportedModelState.newBuilder()
            .setModelId("m")
            .setState("DEGRADED")
            .setReason("slow")
            .setLastingMs(3_000)
            .build(),
        reports.getLast().getModels().getModels(0));
    Duration _ = reporter.report();
    assertFalse(reports.getLast().hasModels());
    now = now.plusSeconds(10);
    Duration _ = reporter.report();
    assertEquals(1, reports.getLast().getModels().getModelsCount());
    impaired = List.of();
    Duration _ = reporter.report();
    assertTrue(reports.getLast().hasModels());
    assertEquals(0, reports.getLast().getModels().getModelsCount());
    Duration _ = reporter.report();
    assertFalse(reports.getLast().hasModels());
  }

  @Test
  void classes_coverEveryLatency() {
    assertEquals(0, LatencyClasses.of(Duration.ZERO));
    assertEquals(LatencyClasses.COUNT - 1, LatencyClasses.of(Duration.ofHours(1)));
    for (int i = 0; i < LatencyClasses.COUNT - 1; i++) {
      assertEquals(i, LatencyClasses.of(LatencyClasses.end(i)));
    }
  }

  private List<String> routes() {
    return reports.getLast().getRoutesList().stream()
        .map(route ->
            "%s %d %d %d %d"
                .formatted(
                    route.getRouteId(),
                    route.getSecond(),
                    route.getRequests(),
                    route.getErrors(),
                    route.getSlow()))
        .toList();
  }

  private List<String> seconds() {
    return reports.getLast().getSecondsList().stream().map(BackendReporterTest::text).toList();
  }

  private static String text(BackendSecond second) {
    return second.getBackendId()
        + " "
        + second.getSecond()
        + " "
        + second.getRequests()
        + " "
        + second.getErrors();
  }

  private BackendAnswer answer(BackendReport report) throws ReportRejectedException {
    if (away) {
      throw new ReportRejectedException("away");
    }
    reports.add(report);
    return BackendAnswer.newBuilder().addBackendIds("a").build();
  }
}
