package dev.sluice.extproc.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.v1.ModelChain;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test of the order in which models of one name get requests. */
class ModelOrderTest {
  private long now;
  private final ModelHealth health =
      new ModelHealth(ModelStateListener.NONE, () -> now, () -> Instant.EPOCH);

  @Test
  @Tag("C-82")
  @DisplayName("C-82 active models come first, then degraded ones, then those that have failed")
  void c82_order_followsStates() {
    RouteModel named = named("a", "b", "c").build();
    assertEquals("a", first(named));
    slow("a");
    assertEquals("b", first(named));
    fail("b");
    assertEquals("c", first(named));
    fail("c");
    assertEquals("a", first(named));
    fail("a");
    assertEquals("a", first(named));
  }

  @Test
  void degradedRow_isAtBestDegraded() {
    RouteModel.Builder named = named("a", "b");
    named.getTargetsBuilder(1).setDegraded(true);
    slow("a");
    assertEquals("a", first(named.build()));
    fail("a");
    assertEquals("b", first(named.build()));
  }

  @Test
  void choice_usesSecondUntilTrial() {
    RouteModel named = named("a", "b").build();
    fail("a");
    assertEquals(
        new ChosenModel("alias", "b", "at-b", "b", "b", true, List.of()), chosen(named, true));
    now += TimeUnit.SECONDS.toNanos(2);
    assertEquals("a", first(named));
    assertEquals("b", first(named));
  }

  @Test
  void onlyModel_isUsedInEachState() {
    RouteModel named = named("a").build();
    fail("a");
    assertEquals("a", first(named));
    slow("a");
    assertEquals("a", first(named));
  }

  @Test
  void chain_beginsWithChosenModel() {
    RouteModel named = withChains("abc", "bca", "cab");
    assertEquals("abc", chosen(named, true).target());
    assertEquals(
        List.of("b", "c"), chosen(named, true).next().stream().map(ChosenModel::id).toList());
    assertEquals("a", chosen(named, false).target());
    fail("a");
    assertEquals("bca", chosen(named, true).target());
    fail("b");
    ChosenModel last = chosen(named, true);
    assertEquals("cab", last.target());
    assertEquals(List.of("a", "b"), last.next().stream().map(ChosenModel::id).toList());
  }

  @Test
  void chains_ofEarlierController_areUsed() {
    RouteModel named = withChains("abc", "bc");
    fail("a");
    assertEquals("bc", chosen(named, true).target());
    fail("b");
    assertEquals("c", chosen(named, true).target());
    assertEquals(List.of(), chosen(named, true).next());
  }

  @Test
  void answer_namesModelsBeforeItAsFailed() {
    ChosenModel first = chosen(withChains("abc"), true);
    AnsweringModel answer = AnsweringModel.of("c my backend").orElseThrow();
    assertEquals("my backend", answer.backend());
    assertEquals("c", answer.in(first).id());
    assertTrue(answer.in(first).failover());
    assertEquals(List.of("a", "b"), answer.failedIn(first).stream().map(ChosenModel::id).toList());
    assertEquals(List.of(), AnsweringModel.of("a x").orElseThrow().failedIn(first));
    assertEquals(Optional.empty(), AnsweringModel.of(""));
  }

  private void fail(String id) {
    health.record(model(id), Optional.empty(), 503);
  }

  private void slow(String id) {
    health.record(model(id), Optional.empty(), 200);
    for (int answer = 0; answer < 3; answer++) {
      health.record(model(id), Duration.ofSeconds(6), Duration.ofSeconds(5));
    }
  }

  private static ChosenModel model(String id) {
    return new ChosenModel("alias", id, "at-" + id, id, id, false, List.of());
  }

  private String first(RouteModel named) {
    return chosen(named, false).id();
  }

  private ChosenModel chosen(RouteModel named, boolean repeatable) {
    ModelUse.Choice choice =
        new ModelUse.Choice(
            RouteModels.newBuilder().addModels(named).build(),
            RequestKind.REQUEST_KIND_CHAT,
            Optional.empty(),
            repeatable,
            health,
            ModelAccess.UNRULED);
    return ((ModelChoice.Found) choice.find("alias")).model();
  }

  private static RouteModel withChains(String... chains) {
    RouteModel.Builder named = named("a", "b", "c");
    for (String chain : chains) {
      named.addChains(
          ModelChain.newBuilder().setTarget(chain).addAllModels(List.of(chain.split(""))));
    }
    return named.build();
  }

  private static RouteModel.Builder named(String... models) {
    RouteModel.Builder named = RouteModel.newBuilder().setAlias("alias");
    for (String model : models) {
      named.addTargets(
          ModelTarget.newBuilder()
              .setModel(model)
              .setUpstreamModel(model)
              .setBackend("at-" + model)
              .setTarget(model)
              .addRequestKinds(RequestKind.REQUEST_KIND_CHAT));
    }
    return named;
  }
}
