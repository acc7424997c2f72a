package dev.sluice.e2e.traffic.model;

import static dev.sluice.e2e.traffic.model.ModelProduct.CHAT;
import static dev.sluice.e2e.traffic.model.ModelProduct.question;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stub.StubUpstream;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the states of models, which follow from the latency of their answers. */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelStateIT {
  private static final String POLICY = "{\"slow_after\": \"1s\"}";
  private static final Duration SLOW = Duration.ofMillis(1_300);
  private static final double ACTIVE = 0;
  private static final double DEGRADED = 1;
  private static final double INACTIVE = 2;

  private final TestEnvironment sluice;

  ModelStateIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 a slow model is degraded and the second one answers, until it is fast again")
  void c82_slowModel_isReplacedUntilFast() {
    String name = "state-slow";
    try (ModelProduct product = product(name)) {
      assertEquals(Optional.of("small"), model(product, name));
      assertEquals(ACTIVE, state(name, name));
      product.first().observe(_ -> pause());
      awaitModel(product, name, "big");
      assertEquals(DEGRADED, state(name, name));
      assertEquals(1, changes(name, "DEGRADED"));
      product.first().observe(_ -> {});
      ConditionWait.awaitTrue(
          "the first model is active again",
          ControlPlaneState.LIMIT,
          () -> {
            Optional<String> _ = model(product, name);
            return state(name, name) == ACTIVE;
          });
      assertEquals(Optional.of("small"), model(product, name));
      assertEquals(1, changes(name, "ACTIVE"));
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 a degraded model still answers where the active one fails or is slow too")
  void c82_slowModel_isUsedIfAllAreWorse() {
    String name = "state-worse";
    try (ModelProduct product = product(name)) {
      product.first().observe(_ -> pause());
      awaitModel(product, name, "big");
      StubUpstream second = product.second();
      second.answerWith((exchange, _) -> respond(exchange, 503));
      GatewayResponse answer = product.client().post(CHAT, question(name));
      assertEquals(200, answer.status(), answer.body());
      assertEquals(Optional.of("small"), answer.header("x-llm-model"));
      assertEquals(DEGRADED, state(name, name));
      assertEquals(INACTIVE, state(name, name + "-2"));
      for (int request = 0; request < 3; request++) {
        assertEquals(200, product.client().post(CHAT, question(name)).status());
      }
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 the first byte of a stream counts, not its headers")
  void c82_lateFirstEvent_isSlow() {
    String name = "state-stream";
    try (ModelProduct product = product(name)) {
      product.first().answerWith((exchange, _) -> streamLate(exchange));
      awaitModel(product, name, "big");
      assertEquals(DEGRADED, state(name, name));
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 without a limit, no model is slow")
  void c82_noLimit_keepsModelActive() {
    String name = "state-any";
    try (ModelProduct product = models(name).policy("{\"slow_after\": \"0s\"}").publish(name)) {
      product.first().observe(_ -> pause());
      for (int request = 0; request < 6; request++) {
        assertEquals(Optional.of("small"), model(product, name));
      }
      assertEquals(ACTIVE, state(name, name));
    }
  }

  private static void streamLate(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      pause();
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void respond(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static void pause() {
    try {
      Thread.sleep(SLOW);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ModelProduct product(String name) {
    return models(name).policy(POLICY).publish(name);
  }

  private ModelProduct models(String name) {
    return new ModelProduct(sluice, name).firstModel(name, "small").secondModel(name, "big");
  }

  private static void awaitModel(ModelProduct product, String alias, String model) {
    ConditionWait.awaitTrue(
        model + " answers",
        ControlPlaneState.LIMIT,
        () -> model(product, alias).equals(Optional.of(model)));
  }

  private static Optional<String> model(ModelProduct product, String alias) {
    return product.client().post(CHAT, question(alias)).header("x-llm-model");
  }

  private double state(String alias, String backend) {
    return sluice
        .extprocServerMetrics()
        .metric("llm_model_state", "backend=\"%s\",model=\"%s\"".formatted(backend, alias));
  }

  private double changes(String alias, String state) {
    return sluice
        .extprocServerMetrics()
        .metric(
            "llm_model_state_changes_total", "model=\"%s\",state=\"%s\"".formatted(alias, state));
  }
}
