package dev.sluice.e2e.traffic.model;

import static dev.sluice.e2e.traffic.model.ModelProduct.CHAT;
import static dev.sluice.e2e.traffic.model.ModelProduct.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of the rules about models. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ModelRulesIT {
  private final TestEnvironment sluice;
  private final ManagedProcess server;
  private final Path config;
  private final Path rules;
  private String before = "";

  ModelRulesIT(TestEnvironment sluice) throws IOException {
    this.sluice = sluice;
    server = sluice.stack().process(ServerKind.EXTPROC);
    config = sluice.stack().settings().config(ServerKind.EXTPROC.module());
    Path folder = Files.createDirectories(sluice.stack().settings().stateFolder("model-policy"));
    rules = folder.resolve("model_rules.yaml");
  }

  @BeforeAll
  void ownRules() throws IOException {
    before = Files.readString(config);
    write("[{id: no_smart, deny: [sma*], products: [ruled-models]}]");
    restart(
        before
            .replace("dlp:\n", "policies:\n  models: " + rules + "\ndlp:\n")
            .replace("reload: 1s", "reload: 100ms"));
  }

  @AfterAll
  void withoutRules() throws IOException {
    restart(before);
  }

  @Test
  @Tag("C-60")
  @DisplayName("C-60 a model that a rule forbids is refused and not listed, until the rule changes")
  void c60_forbiddenModel() throws IOException {
    try (ModelProduct product =
            new ModelProduct(sluice, "ruled-models")
                .firstModel("fast", "org/small")
                .secondModel("smart", "big")
                .publish("fast");
        ModelProduct other =
            new ModelProduct(sluice, "other-models")
                .firstModel("smart-2", "big")
                .publish("smart-2")) {
      long calls = product.second().requestCount();
      String id = TestEnvironment.uniqueId("c60");
      GatewayResponse refused = product.client().withCorrelation(id).post(CHAT, question("smart"));
      assertEquals(403, refused.status(), refused.body());
      var error = refused.json().path("error");
      assertEquals("MODEL_FORBIDDEN", error.path("code").asString(), refused.body());
      assertEquals("model", error.path("param").asString(), refused.body());
      assertEquals(calls, product.second().requestCount());
      String extra = sluice.auditRows().awaitOne(id).column("extra");
      assertTrue(extra.contains("model:no_smart"), extra);
      assertTrue(extra.matches("(?s).*\"model_policy\": ?\"models@1#[0-9a-f]{12}\".*"), extra);

      assertEquals(200, product.client().post(CHAT, question("fast")).status());
      GatewayResponse list = product.client().get("/v1/models");
      assertEquals(1, list.json().path("data").size(), list.body());
      assertEquals("fast", list.json().path("data").path(0).path("id").asString());
      assertEquals(404, product.client().get("/v1/models/smart").status());
      assertEquals(200, other.client().post(CHAT, question("smart-2")).status());
      ConditionWait.awaitTrue(
          "the refusal is counted",
          ControlPlaneState.LIMIT,
          () ->
              sluice
                      .extprocServerMetrics()
                      .metric("llm_model_rules_total", "rule_id=\"model:no_smart\"")
                  > 0);
      ConditionWait.awaitTrue(
          "the controller knows the file",
          ControlPlaneState.LIMIT,
          () ->
              !sluice
                  .sql()
                  .query(
                      "select version from policy_sets where kind = ? and status = 'active'",
                      "models")
                  .isEmpty());

      write("[{id: no_smart, denny: [sma*]}]");
      ConditionWait.awaitTrue(
          "the bad file is named",
          ControlPlaneState.LIMIT,
          () -> server.logTail().contains(rules + ":4:"));
      assertEquals(403, product.client().post(CHAT, question("smart")).status());

      write("[{id: no_smart, deny: [sma*], mode: shadow}]");
      product.await("smart", 200);
      String passed = TestEnvironment.uniqueId("c60-shadow");
      assertEquals(
          200, product.client().withCorrelation(passed).post(CHAT, question("smart")).status());
      String shadow = sluice.auditRows().awaitOne(passed).column("extra");
      assertTrue(shadow.contains("model_shadow"), shadow);
      assertEquals(2, product.client().get("/v1/models").json().path("data").size());
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(
        rules,
        """
        apiVersion: sluice.dev/v1
        kind: ModelRules
        metadata: {name: models, version: '1'}
        spec: {rules: %s}
        """
            .formatted(text));
  }

  private void restart(String text) throws IOException {
    Files.writeString(config, text);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
