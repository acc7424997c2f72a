package dev.sluice.e2e.traffic.model;

import static dev.sluice.e2e.traffic.model.ModelProduct.CHAT;
import static dev.sluice.e2e.traffic.model.ModelProduct.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of models that serve while another one of the same name fails. */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelFailoverIT {
  private final TestEnvironment sluice;

  ModelFailoverIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 after a failure the second model answers, until the first one recovers")
  void c82_killedBackend_isReplacedUntilBack() {
    try (ModelProduct product = product("failover-killed")) {
      assertEquals(Optional.of("small"), model(product.client(), "failover-killed"));
      double before = failovers("failover-killed");
      product.first().close();
      assertEquals(503, product.client().post(CHAT, question("failover-killed")).status());
      GatewayResponse answer = product.client().post(CHAT, question("failover-killed"));
      assertEquals(200, answer.status(), answer.body());
      assertEquals(Optional.of("big"), answer.header("x-llm-model"));
      assertEquals(question("big"), product.second().lastRequest().orElseThrow().body());
      ConditionWait.awaitTrue(
          "the failover is counted",
          ControlPlaneState.LIMIT,
          () -> failovers("failover-killed") > before);
      product.first().start();
      ConditionWait.awaitTrue(
          "traffic returns",
          ControlPlaneState.LIMIT,
          () -> model(product.client(), "failover-killed").equals(Optional.of("small")));
      assertEquals(Optional.of("small"), model(product.client(), "failover-killed"));
    }
  }

  @ParameterizedTest
  @Tag("C-82")
  @DisplayName("C-82 a provider that is overloaded or limits requests is replaced")
  @ValueSource(strings = {"429", "500", "503", "529"})
  void c82_failingProvider_isReplaced(String status) {
    String name = "failover-" + status;
    try (ModelProduct product = product(name)) {
      GatewayResponse failed =
          product.client().withHeader("x-stub-status", status).post(CHAT, question(name));
      assertNotEquals(200, failed.status());
      assertEquals(Optional.of("big"), model(product.client(), name));
    }
  }

  private ModelProduct product(String name) {
    return new ModelProduct(sluice, name)
        .firstModel(name, "small")
        .secondModel(name, "big")
        .publish(name);
  }

  private static Optional<String> model(GatewayClient client, String alias) {
    return client.post(CHAT, question(alias)).header("x-llm-model");
  }

  private double failovers(String alias) {
    return sluice.extprocServerMetrics().metric("llm_failover_total", "model=\"" + alias + "\"");
  }
}
