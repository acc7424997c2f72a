package dev.sluice.controller.distress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.distress.RouteSeries.SecondFigures;
import dev.sluice.controller.ir.policy.RateLimitIr.Tightening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DistressRuleTest {
  private static final Tightening POLICY =
      new Tightening(
          20, Duration.ofMillis(800), 50, Duration.ofSeconds(30), 0.5, 0.1, Duration.ofSeconds(60));
  private static final Instant START = Instant.ofEpochSecond(10_000);

  private final List<SecondFigures> seconds = new ArrayList<>();
  private final List<String> history = new ArrayList<>();
  private DistressRule rule = new DistressRule(POLICY);
  private Optional<DistressState> state = Optional.empty();
  private Instant now = START;

  @Test
  void next_manyErrors_tightens() {
    run(5, 10, 3, 0);
    assertEquals(List.of("5 0.5"), history);
  }

  @Test
  void next_reason_hasFigures() {
    seconds.add(new SecondFigures(START, new RouteFigures(100, 62, 0)));
    DistressChange change = rule.next(Optional.empty(), new RouteSeries(seconds), START);
    assertEquals(
        new DistressChange.Tighten(0.5, "62 of 100 requests failed (62.0 %, at most 20.0 %)"),
        change);
  }

  @Test
  void next_errorsAtTheLimit_keeps() {
    run(100, 10, 2, 0);
    assertEquals(List.of(), history);
  }

  @Test
  void next_fewRequests_areNeverJudged() {
    run(300, 1, 1, 1);
    assertEquals(List.of(), history);
  }

  @Test
  void next_slowResponses_tighten() {
    run(5, 20, 0, 2);
    assertEquals(List.of("3 0.5"), history);
  }

  @Test
  void next_noLatencyLimit_ignoresSlow() {
    rule =
        new DistressRule(
            new Tightening(20, Duration.ZERO, 50, POLICY.window(), 0.5, 0.1, POLICY.window()));
    run(60, 20, 0, 20);
    assertEquals(List.of(), history);
  }

  @Test
  void next_persistentErrors_stepDownToTheFloor() {
    run(300, 10, 10, 0);
    assertEquals(List.of("5 0.5", "35 0.25", "65 0.125", "95 0.1"), history);
  }

  @Test
  void next_fewerRequestsWhileTight_areJudged() {
    run(5, 10, 10, 0);
    run(60, 1, 1, 0);
    assertEquals(List.of("5 0.5", "35 0.25", "65 0.125"), history);
  }

  @Test
  void next_recovery_isStepByStep() {
    run(40, 10, 10, 0);
    run(200, 10, 0, 0);
    assertEquals(List.of("5 0.5", "35 0.25", "95 0.5", "155 end"), history);
  }

  @Test
  void next_noRequests_recovers() {
    run(5, 10, 10, 0);
    run(100, 0, 0, 0);
    assertEquals(List.of("5 0.5", "65 end"), history);
  }

  @Test
  void next_betweenTheLimits_keepsTheFactor() {
    run(5, 10, 10, 0);
    run(35, 20, 2, 0);
    int before = history.size();
    run(600, 20, 3, 0);
    assertEquals(before, history.size());
    assertTrue(state.isPresent());
  }

  @Test
  void next_fewFailingRequests_keepTheFactor() {
    run(5, 10, 10, 0);
    for (int i = 0; i < 30; i++) {
      run(1, 1, 1, 0);
      run(19, 0, 0, 0);
    }
    assertEquals(List.of("5 0.5"), history);
  }

  @Test
  void next_errorsComeAndGo_doNotFlap() {
    for (int i = 0; i < 20; i++) {
      run(15, 10, 10, 0);
      run(15, 10, 0, 0);
    }
    assertEquals(List.of("5 0.5", "35 0.25", "65 0.125", "95 0.1"), history);
  }

  @Test
  void next_largeFloor_isTheFirstStep() {
    rule =
        new DistressRule(
            new Tightening(20, Duration.ZERO, 1, POLICY.window(), 0.1, 0.9, POLICY.window()));
    run(100, 10, 10, 0);
    assertEquals(List.of("1 0.9"), history);
  }

  @Test
  void next_errorsAllowed_doNotStopRecovery() {
    rule =
        new DistressRule(
            new Tightening(
                100, Duration.ofMillis(1), 1, POLICY.window(), 0.5, 0.5, POLICY.window()));
    run(1, 10, 10, 10);
    run(40, 10, 10, 0);
    assertEquals(List.of("1 0.5", "31 end"), history);
  }

  @Test
  void next_stateOfAnotherController_isContinued() {
    state = Optional.of(new DistressState(0.5, START.minusSeconds(29)));
    run(20, 10, 10, 0);
    assertEquals(List.of("3 0.25"), history);
  }

  /** Lets seconds pass, each with these requests, and applies the change after each. */
  private void run(int count, long requests, long errors, long slow) {
    for (int i = 0; i < count; i++) {
      seconds.add(new SecondFigures(now, new RouteFigures(requests, errors, slow)));
      now = now.plusSeconds(1);
      DistressChange change = rule.next(state, new RouteSeries(seconds), now);
      String at = now.getEpochSecond() - START.getEpochSecond() + " ";
      switch (change) {
        case DistressChange.Keep() -> {}
        case DistressChange.Tighten(double factor, String _) -> enter(at, factor);
        case DistressChange.Loosen(double factor, String _) -> enter(at, factor);
        case DistressChange.End _ -> {
          history.add(at + "end");
          state = Optional.empty();
        }
      }
    }
  }

  private void enter(String at, double factor) {
    history.add(at + factor);
    state = Optional.of(new DistressState(factor, now));
  }
}
