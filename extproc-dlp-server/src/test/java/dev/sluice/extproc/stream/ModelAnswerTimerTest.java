package dev.sluice.extproc.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.RouteModels;
import dev.sluice.extproc.inspect.InspectionRun;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.model.ModelAccess;
import dev.sluice.extproc.model.ModelHealth;
import dev.sluice.extproc.model.ModelHealth.ImpairedModel;
import dev.sluice.extproc.model.ModelStateListener;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModelAnswerTimerTest {
  private static final ChosenModel MODEL =
      new ChosenModel("alias", "m", "backend", "m", "m", false, List.of());

  private long now;
  private final ModelHealth health = new ModelHealth(ModelStateListener.NONE);

  @Test
  void headers_late_areSlow() {
    assertEquals(1, slowAfter(timer -> timer.headers(200, false, true)));
  }

  @Test
  void eventStream_firstByteLate_isSlow() {
    int early =
        slowAfter(
            timer -> {
              timer.stop();
              pass(6);
              timer.stop();
            },
            timer -> timer.headers(200, true, true));
    assertEquals(0, early);
    assertEquals(
        1,
        slowAfter(
            timer -> {
              pass(6);
              timer.stop();
            },
            timer -> timer.headers(200, true, true)));
  }

  @Test
  void otherAnswers_areNotTimed() {
    assertEquals(0, slowAfter(timer -> timer.headers(404, false, true)));
    assertEquals(0, slowAfter(timer -> timer.headers(200, false, false)));
  }

  @Test
  void missingAnswer_afterLimit_isSlow() {
    assertEquals(0, slowAfter(ModelAnswerTimer::abandon, _ -> {}));
    assertEquals(1, slowAfter(ModelAnswerTimer::abandon));
  }

  @Test
  void timer_withoutModel_recordsNothing() {
    for (int i = 0; i < 3; i++) {
      ModelAnswerTimer timer = new ModelAnswerTimer(outcome(), () -> now);
      timer.requestSent();
      pass(6);
      timer.headers(200, false, true);
    }
    assertEquals(List.of(), health.impaired());
  }

  /** Returns how many models are impaired after three requests that wait for six seconds. */
  private int slowAfter(Consumer<ModelAnswerTimer> end) {
    return slowAfter(end, _ -> pass(6));
  }

  private int slowAfter(Consumer<ModelAnswerTimer> end, Consumer<ModelAnswerTimer> waiting) {
    for (int i = 0; i < 3; i++) {
      ExchangeOutcome outcome = outcome();
      ModelAnswerTimer timer = new ModelAnswerTimer(outcome, () -> now);
      timer.requestSent();
      pass(60);
      outcome.choose(MODEL);
      timer.requestSent();
      waiting.accept(timer);
      timer.requestSent();
      end.accept(timer);
    }
    return (int) health.impaired().stream().map(ImpairedModel::id).count();
  }

  private ExchangeOutcome outcome() {
    RouteModels models = RouteModels.newBuilder().setSlowAfterMs(5_000).build();
    ExchangeContext local = ExchangeContext.LOCAL_REPLY;
    return new ExchangeOutcome(
        new ExchangeContext(
            local.scope(),
            local.inspection(),
            local.waf(),
            local.project(),
            local.service(),
            local.model(),
            local.errors(),
            local.caller(),
            local.addEventIds(),
            local.runsModel(),
            new ModelUse.Choice(
                models,
                RequestKind.REQUEST_KIND_CHAT,
                Optional.empty(),
                true,
                health,
                ModelAccess.UNRULED)),
        InspectionRun.policy("{version: v1, rules: []}"));
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }
}
