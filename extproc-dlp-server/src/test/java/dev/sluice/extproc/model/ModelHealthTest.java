package dev.sluice.extproc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.v1.ModelChain;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelHealthTest {
  private long now;
  private final ModelHealth health = new ModelHealth(() -> now);

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 529})
  void model_afterFailure_pauses(int status) {
    health.record("a", status);
    assertFalse(health.isAvailable("a"));
    assertTrue(health.isAvailable("b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 400, 401, 404})
  void model_afterOtherAnswer_isAvailable(int status) {
    health.record("a", 503);
    health.record("a", status);
    assertTrue(health.isAvailable("a"));
  }

  @Test
  void model_afterPause_isTriedOnce() {
    health.record("a", 503);
    pass(2);
    assertTrue(health.isAvailable("a"));
    assertFalse(health.isAvailable("a"));
  }

  @Test
  void trial_failed_doublesPause() {
    health.record("a", 503);
    pass(2);
    assertTrue(health.isAvailable("a"));
    health.record("a", 503);
    pass(3);
    assertFalse(health.isAvailable("a"));
    pass(1);
    assertTrue(health.isAvailable("a"));
  }

  @Test
  void trial_succeeded_endsPause() {
    health.record("a", 503);
    pass(2);
    assertTrue(health.isAvailable("a"));
    health.record("a", 200);
    assertTrue(health.isAvailable("a"));
  }

  @Test
  void failures_ofEarlierRequests_doNotDouble() {
    for (int i = 0; i < 100; i++) {
      health.record("a", 503);
    }
    pass(2);
    assertTrue(health.isAvailable("a"));
  }

  @Test
  void pause_hasLongestLength() {
    health.record("a", 503);
    for (int i = 0; i < 10; i++) {
      pass(30);
      assertTrue(health.isAvailable("a"));
      health.record("a", 503);
    }
  }

  @Test
  void choice_usesSecondWhileFirstPauses() {
    assertEquals("a", chosen().id());
    health.record("a", 503);
    assertEquals(new ChosenModel("alias", "b", "b", "b", true, List.of()), chosen());
    health.record("b", 503);
    assertEquals("a", chosen().id());
    pass(2);
    assertEquals("a", chosen().id());
    assertEquals("b", chosen().id());
  }

  @Test
  void chain_beginsWithFirstAvailable() {
    RouteModel.Builder named = named("a", "b", "c");
    named.addChains(ModelChain.newBuilder().setTarget("abc").addAllModels(List.of("a", "b", "c")));
    named.addChains(ModelChain.newBuilder().setTarget("bc").addAllModels(List.of("b", "c")));
    assertEquals("abc", chosen(named, true).target());
    assertEquals(
        List.of("b", "c"), chosen(named, true).next().stream().map(ChosenModel::id).toList());
    assertEquals("a", chosen(named, false).target());
    health.record("a", 503);
    assertEquals("bc", chosen(named, true).target());
    health.record("b", 503);
    ChosenModel last = chosen(named, true);
    assertEquals("c", last.target());
    assertEquals(List.of(), last.next());
  }

  @Test
  void answer_namesModelsBeforeItAsFailed() {
    RouteModel.Builder named = named("a", "b", "c");
    named.addChains(ModelChain.newBuilder().setTarget("abc").addAllModels(List.of("a", "b", "c")));
    ChosenModel first = chosen(named, true);
    AnsweringModel answer = AnsweringModel.of("c my backend").orElseThrow();
    assertEquals("my backend", answer.backend());
    assertEquals("c", answer.in(first).id());
    assertTrue(answer.in(first).failover());
    assertEquals(List.of("a", "b"), answer.failedIn(first).stream().map(ChosenModel::id).toList());
    assertEquals(List.of(), AnsweringModel.of("a x").orElseThrow().failedIn(first));
    assertEquals(Optional.empty(), AnsweringModel.of(""));
  }

  private ChosenModel chosen() {
    return chosen(named("a", "b"), true);
  }

  private ChosenModel chosen(RouteModel.Builder named, boolean repeatable) {
    RouteModels models = RouteModels.newBuilder().addModels(named).build();
    ModelUse.Choice choice =
        new ModelUse.Choice(
            models, RequestKind.REQUEST_KIND_CHAT, Optional.empty(), repeatable, health);
    return ((ModelChoice.Found) choice.find("alias")).model();
  }

  private static RouteModel.Builder named(String... models) {
    RouteModel.Builder named = RouteModel.newBuilder().setAlias("alias");
    for (String model : models) {
      named.addTargets(target(model));
    }
    return named;
  }

  private static ModelTarget target(String name) {
    return ModelTarget.newBuilder()
        .setModel(name)
        .setUpstreamModel(name)
        .setTarget(name)
        .addRequestKinds(RequestKind.REQUEST_KIND_CHAT)
        .build();
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }
}
