package dev.sluice.e2e.traffic.model;

import static dev.sluice.e2e.traffic.model.ModelProduct.CHAT;
import static dev.sluice.e2e.traffic.model.ModelProduct.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the choice of a model and its backend by the body of a request. */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelRoutingIT {
  private final TestEnvironment sluice;

  ModelRoutingIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @Tag("C-82")
  @DisplayName("C-82 a model alias routes by model in the body, and no other byte changes")
  @ValueSource(strings = {"off", "pre_only", "pre_and_incremental"})
  void c82_modelInBody_choosesBackend(String inspection) {
    try (ModelProduct product = product("model-" + inspection.replace('_', '-'))) {
      product.provider().setInspection(inspection);
      product.publish("fast");
      GatewayResponse fast = product.client().post(CHAT, question("fast"));
      assertEquals(Optional.of(product.first().name()), fast.header("x-upstream"));
      assertEquals(Optional.of("org/small"), fast.header("x-llm-model"));
      assertEquals("org/small", fast.json().path("model").asString());
      assertEquals(question("org/small"), lastBody(product.first().lastRequest()));

      String padded = "x".repeat(600_000);
      String late =
          "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}], \"n\": 1.0, \"model\":\"%s\" }";
      GatewayResponse smart = product.client().post(CHAT, late.formatted(padded, "smart"));
      assertEquals(Optional.of(product.second().name()), smart.header("x-upstream"), smart.body());
      assertEquals(Optional.of("big"), smart.header("x-llm-model"));
      assertEquals(late.formatted(padded, "big"), lastBody(product.second().lastRequest()));

      assertEquals(
          Optional.of(product.second().name()),
          product
              .client()
              .withHeader("content-encoding", "gzip")
              .post(CHAT, HttpRequest.BodyPublishers.ofByteArray(gzip(question("smart"))))
              .header("x-upstream"));
      assertEquals(question("big"), lastBody(product.second().lastRequest()));
      assertEquals(200, product.client().get("/v1/health").status());
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 an event stream comes from the backend of the model")
  void c82_stream_comesFromModel() {
    try (ModelProduct product = product("model-stream")) {
      product.provider().setInspection("pre_and_incremental");
      product.publish("fast");
      String body = question("smart").replace("{\"model\"", "{\"stream\": true, \"model\"");
      long before = product.second().requestCount();
      try (StreamedResponse answer = product.client().stream(CHAT, body)) {
        String events =
            answer.readRemaining().stream()
                .map(StreamedResponse.StreamEvent::data)
                .collect(Collectors.joining("\n"));
        assertTrue(events.contains("\"model\":\"big\""), events);
        assertTrue(events.contains("[DONE]"), events);
        assertEquals(Optional.of("big"), answer.header("x-llm-model"));
      }
      assertEquals(before + 1, product.second().requestCount());
    }
  }

  @ParameterizedTest
  @Tag("C-82")
  @DisplayName("C-82 a request without a model of the route reaches no upstream")
  @ValueSource(strings = {"off", "pre_and_incremental"})
  void c82_otherModels_reachNoUpstream(String inspection) {
    try (ModelProduct product = product("no-model-" + inspection.replace('_', '-'))) {
      product.provider().setInspection(inspection);
      product.publish("fast");
      long before = product.first().requestCount() + product.second().requestCount();
      GatewayClient client = product.client();
      assertError(client.post(CHAT, question("other")), 404, "model_not_found");
      assertError(client.post(CHAT, "{\"messages\":[]}"), 400, "MODEL_REQUIRED");
      assertError(client.post(CHAT, "{\"model\":7}"), 400, "MODEL_REQUIRED");
      assertError(client.post(CHAT, ""), 400, "MODEL_REQUIRED");
      assertError(
          client.post(CHAT, "{\"model\":\"fast\",\"model\":\"smart\"}"), 400, "MODEL_AMBIGUOUS");
      assertError(client.post(CHAT, "{\"model\":\"fast\""), 400, "INVALID_BODY");
      assertError(client.post("/v1/embeddings", question("fast")), 404, "model_not_found");
      assertEquals(before, product.first().requestCount() + product.second().requestCount());
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 the header x-model counts only where a policy says so")
  void c82_header_countsByPolicy() {
    try (ModelProduct product = product("model-header").publish("fast")) {
      GatewayClient client = product.client().withHeader("x-model", "smart");
      assertEquals(
          Optional.of(product.first().name()),
          client.post(CHAT, question("fast")).header("x-upstream"));
      product
          .provider()
          .setPolicy("llm", "{\"model_header\": \"override\", \"default_model\": \"fast\"}");
      ConditionWait.awaitTrue(
          "the header overrides the body",
          ControlPlaneState.LIMIT,
          () ->
              client
                  .post(CHAT, question("unknown"))
                  .header("x-upstream")
                  .equals(Optional.of(product.second().name())));
      assertEquals(question("big"), lastBody(product.second().lastRequest()));
      GatewayResponse answer = product.client().post(CHAT, "{\"messages\":[]}");
      assertEquals(Optional.of("org/small"), answer.header("x-llm-model"));
      assertEquals(
          "{\"messages\":[],\"model\":\"org/small\"}", lastBody(product.first().lastRequest()));
    }
  }

  @Test
  @Tag("C-82")
  @Tag("C-11")
  @DisplayName("C-82, C-11 each backend of models gets its own credential")
  void c82_backend_getsItsCredential() throws IOException {
    Path file = sluice.stack().settings().bearerTokenFolder().resolve("model-token");
    Files.writeString(file, "hosted-secret\n");
    try (ModelProduct product = product("model-token")) {
      sluice
          .sql()
          .execute(
              "update backends set upstream_auth = 'static_bearer', upstream_secret_ref ="
                  + " 'model-token' where name = 'model-token-2'");
      product.publish("fast");
      GatewayClient client =
          product
              .client()
              .withBearer("of-the-caller")
              .withHeader("x-sluice-model-token-1", "Bearer forged");
      ConditionWait.awaitTrue(
          "the second backend gets its token",
          ControlPlaneState.LIMIT,
          () -> {
            client.post(CHAT, question("smart"));
            return authorization(product.second().lastRequest()).equals("Bearer hosted-secret");
          });
      client.post(CHAT, question("fast"));
      assertEquals("-", authorization(product.first().lastRequest()));
      for (var seen : List.of(product.first(), product.second())) {
        assertFalse(
            seen.lastRequest().orElseThrow().headers().toString().contains("x-sluice-model-token"));
      }
    } finally {
      Files.delete(file);
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 the models of the product are listed, and one by its name")
  void c82_models_areListed() {
    try (ModelProduct product = product("model-list").publish("fast")) {
      GatewayResponse list = product.client().get("/v1/models");
      assertEquals(200, list.status(), list.body());
      assertEquals("list", list.json().path("object").asString());
      assertEquals("fast", list.json().path("data").path(0).path("id").asString());
      assertEquals("smart", list.json().path("data").path(1).path("id").asString());
      GatewayResponse one = product.client().get("/v1/models/smart");
      assertEquals("model", one.json().path("object").asString());
      assertError(product.client().get("/v1/models/other"), 404, "model_not_found");
      sluice
          .sql()
          .execute(
              "update llm_models set status = 'INACTIVE' from backends where backend_id ="
                  + " backends.id and name = 'model-list-2'");
      product.await("smart", 404);
      assertEquals(1, product.client().get("/v1/models").json().path("data").size());
    }
  }

  @Test
  @Tag("C-82")
  @Tag("C-83")
  @DisplayName("C-82, C-83 metrics and prices are those of the chosen model")
  void c82_c83_usage_isThatOfModel() {
    try (ModelProduct product = product("model-usage")) {
      product.provider().setInspection("pre_only");
      product.secondModel("priced-by-body", "p").publish("priced-by-body");
      ConditionWait.awaitTrue(
          "the cost of the model is counted",
          ControlPlaneState.LIMIT,
          () ->
              sluice.extprocServerMetrics().metric("llm_cost_total_usd", "model=\"priced-by-body\"")
                  > 0);
    }
  }

  private ModelProduct product(String name) {
    return new ModelProduct(sluice, name)
        .firstModel("fast", "org/small")
        .secondModel("smart", "big");
  }

  private static String lastBody(Optional<RecordedRequest> request) {
    return request.orElseThrow().body();
  }

  private static String authorization(Optional<RecordedRequest> request) {
    return request.flatMap(seen -> seen.header("authorization")).orElse("-");
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void assertError(GatewayResponse response, int status, String code) {
    assertEquals(status, response.status(), response.body());
    assertEquals(code, response.json().path("error").path("code").asString(), response.body());
  }
}
