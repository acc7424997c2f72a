package dev.sluice.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.common.report.LatencyClasses;
import dev.sluice.controller.policy.ReadSpec;
import dev.sluice.controller.release.ReleaseChange.Complete;
import dev.sluice.controller.release.ReleaseChange.EnterStep;
import dev.sluice.controller.release.ReleaseChange.Return;
import dev.sluice.controller.release.ReleaseChange.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReleasePlanTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final BackendFigures NONE = new BackendFigures(0, 0, Duration.ZERO);
  private static final List<Object> STEPS =
      List.of(Map.of("weight", 5, "hold", "10m"), Map.of("weight", 100, "hold", "0s"));

  @Test
  void next_beforeTheFirstStep_entersIt() {
    assertEquals(new EnterStep(1, 5), next(ReleaseStatus.PENDING, 0, NONE, 0));
    assertEquals(new EnterStep(1, 5), next(ReleaseStatus.RUNNING, 0, NONE, 0));
  }

  @Test
  void next_goodStep_waitsForTimeAndRequests() {
    assertEquals(new Wait(""), next(ReleaseStatus.RUNNING, 1, requests(100, 2), 599));
    assertEquals(new EnterStep(2, 100), next(ReleaseStatus.RUNNING, 1, requests(100, 2), 600));
    Wait wait = assertInstanceOf(Wait.class, next(ReleaseStatus.RUNNING, 1, requests(49, 0), 900));
    assertEquals(
        "step 1 waits: fewer than 50 requests in the window reached the new backend",
        wait.reason());
    assertEquals(new Complete(), next(ReleaseStatus.RUNNING, 2, requests(50, 0), 0));
  }

  @Test
  void next_errorsBeyondTheLimit_goesBack() {
    Return back =
        new Return(
            ReleaseStatus.ROLLED_BACK, "step 1: 3 of 100 requests failed (3.0 %, at most 2.0 %)");
    assertEquals(back, next(ReleaseStatus.RUNNING, 1, requests(100, 3), 1));
    assertEquals(back, next(ReleaseStatus.PAUSED, 1, requests(100, 3), 1));
    assertEquals(new Wait(""), next(ReleaseStatus.RUNNING, 1, requests(49, 49), 1));
  }

  @Test
  void next_slowBackend_goesBack() {
    BackendFigures slow = new BackendFigures(100, 0, Duration.ofMillis(900));
    assertEquals(
        new Return(
            ReleaseStatus.ROLLED_BACK,
            "step 2: 95 % of 100 requests took up to 900 ms (at most 800 ms)"),
        next(ReleaseStatus.RUNNING, 2, slow, 1));
  }

  @Test
  void next_comparedWithOldBackend_allowsItsErrors() {
    ReleasePlan plan = plan(Map.of("max_error_percent", 2, "compare_to_from", true));
    ReleaseProgress progress = new ReleaseProgress(ReleaseStatus.RUNNING, 1, START);
    Instant now = START.plusSeconds(1);
    assertEquals(new Wait(""), plan.next(progress, requests(100, 10), requests(100, 12), now));
    assertInstanceOf(Return.class, plan.next(progress, requests(100, 10), requests(100, 13), now));
  }

  @Test
  void next_paused_waits() {
    assertEquals(new Wait(""), next(ReleaseStatus.PAUSED, 1, requests(100, 0), 9_999));
  }

  @Test
  void next_endedByHand_goesBack() {
    assertEquals(
        new Return(ReleaseStatus.ABORTED, "ended by hand"),
        next(ReleaseStatus.ABORTED, 1, NONE, 1));
  }

  @Test
  void read_window_isLimited() {
    ReadSpec<ReleasePlan> read = ReleasePlan.read(STEPS, Map.of("window", "2h"));
    var invalid = assertInstanceOf(ReadSpec.Invalid.class, read);
    assertEquals(1, invalid.problems().size());
  }

  @Test
  void figures_p95_isTheEndOfItsClass() {
    Long[] latencies = new Long[LatencyClasses.COUNT];
    Arrays.fill(latencies, 0L);
    latencies[LatencyClasses.of(Duration.ofMillis(10))] = 95L;
    latencies[LatencyClasses.of(Duration.ofSeconds(5))] = 5L;
    Duration p95 = BackendFigures.of(100, 0, List.of(latencies)).p95();
    assertEquals(LatencyClasses.end(LatencyClasses.of(Duration.ofMillis(10))), p95);
  }

  private static ReleaseChange next(
      ReleaseStatus status, int step, BackendFigures to, long seconds) {
    return plan(Map.of("max_error_percent", 2, "max_p95", "800ms", "min_requests", 50))
        .next(new ReleaseProgress(status, step, START), NONE, to, START.plusSeconds(seconds));
  }

  private static BackendFigures requests(long requests, long errors) {
    return new BackendFigures(requests, errors, Duration.ofMillis(20));
  }

  private static ReleasePlan plan(Map<String, Object> guard) {
    ReadSpec<ReleasePlan> read = ReleasePlan.read(STEPS, guard);
    return (ReleasePlan) assertInstanceOf(ReadSpec.Valid.class, read).value();
  }
}
