package dev.sluice.e2e.traffic.model;

import static dev.sluice.e2e.traffic.model.ModelProduct.CHAT;
import static dev.sluice.e2e.traffic.model.ModelProduct.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stub.StubUpstream.StubAnswer;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of models that serve while another one of the same name fails. */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelFailoverIT {
  private static final String LONG_TEXT = "Tell me about rivers. ".repeat(40_000);

  private final TestEnvironment sluice;

  ModelFailoverIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 the second model answers while the first one is away, until it recovers")
  void c82_killedBackend_isReplacedUntilBack() {
    try (ModelProduct product = product("failover-killed")) {
      assertEquals(Optional.of("small"), model(product.client(), "failover-killed"));
      double before = failovers("failover-killed");
      product.first().close();
      GatewayResponse answer = product.client().post(CHAT, question("failover-killed"));
      assertSecond(product, answer, question("big"));
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
  @DisplayName("C-82 the request that a provider refuses is repeated at the next one")
  @ValueSource(ints = {429, 500, 503, 529})
  void c82_failingProvider_isReplacedAtOnce(int status) {
    assertReplaced("failover-" + status, (exchange, _) -> respond(exchange, status, "{}"));
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 an answer without a body, or with another one than it says, is not passed on")
  void c82_unusableAnswers_areReplaced() {
    assertReplaced("failover-empty", (exchange, _) -> respond(exchange, 200, ""));
    assertReplaced("failover-garbage", (exchange, _) -> respond(exchange, 200, "<<< oops"));
    assertReplaced("failover-cut", (exchange, _) -> respond(exchange, 200, "{\"choices\": ["));
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 a provider that does not begin to answer in time is replaced")
  void c82_slowProvider_isReplaced() {
    CountDownLatch end = new CountDownLatch(1);
    String policy = "{\"attempt_timeout\": \"1s\"}";
    try (ModelProduct product = models("failover-slow").policy(policy).publish("failover-slow")) {
      product.first().answerWith((_, _) -> awaitEnd(end));
      GatewayResponse answer = product.client().post(CHAT, question("failover-slow"));
      assertSecond(product, answer, question("big"));
    } finally {
      end.countDown();
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 a stream comes from the next provider, event by event")
  void c82_stream_comesFromSecond() {
    try (ModelProduct product = product("failover-stream")) {
      product.first().answerWith((exchange, _) -> respond(exchange, 503, "{}"));
      String body = question("failover-stream").replaceFirst("\\{", "{\"stream\": true, ");
      try (StreamedResponse stream = product.client().stream(CHAT, body)) {
        assertEquals(Optional.of("big"), stream.header("x-llm-model"));
        assertEquals("[DONE]", stream.readRemaining().getLast().data());
      }
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 an answer that breaks off after its begin is not repeated, and ends broken")
  void c82_brokenStream_endsBroken() {
    try (ModelProduct product = product("failover-broken")) {
      CountDownLatch received = new CountDownLatch(1);
      product.first().answerWith((exchange, _) -> breakOff(exchange, received));
      long before = product.second().requestCount();
      try (StreamedResponse stream = product.client().stream(CHAT, question("failover-broken"))) {
        assertEquals("1", stream.awaitNext().orElseThrow().data());
        received.countDown();
        assertThrows(UncheckedIOException.class, stream::awaitNext);
      }
      assertEquals(before, product.second().requestCount());
    }
  }

  private static void breakOff(HttpExchange exchange, CountDownLatch received) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    // What breaks off before the caller has anything goes to the next model.
    awaitEnd(received);
    throw new IOException("the stub breaks off");
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 a body of 1 MB is repeated with no other byte changed than the name")
  void c82_longBody_isRepeated() {
    try (ModelProduct product = product("failover-long")) {
      product.first().answerWith((exchange, _) -> respond(exchange, 503, "{}"));
      String body = question("failover-long").replace("Tell me about rivers.", LONG_TEXT);
      GatewayResponse answer = product.client().post(CHAT, body);
      assertSecond(product, answer, body.replaceFirst("failover-long", "big"));
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 when all providers fail, the caller gets the last failure")
  void c82_allProvidersFail_lastAnswerCounts() {
    try (ModelProduct product = product("failover-none")) {
      product.first().answerWith((exchange, _) -> respond(exchange, 503, "{}"));
      product.second().answerWith((exchange, _) -> respond(exchange, 200, ""));
      GatewayResponse answer = product.client().post(CHAT, question("failover-none"));
      assertEquals(502, answer.status(), answer.body());
      assertTrue(answer.body().contains("\"code\":\"UPSTREAM_ERROR\""), answer.body());
    }
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 with one attempt, the failure is the answer and the next request moves on")
  void c82_oneAttempt_movesNextRequest() {
    String policy = "{\"attempts\": 1}";
    try (ModelProduct product = models("failover-one").policy(policy).publish("failover-one")) {
      product.first().answerWith((exchange, _) -> respond(exchange, 503, "{}"));
      assertEquals(503, product.client().post(CHAT, question("failover-one")).status());
      assertEquals(Optional.of("big"), model(product.client(), "failover-one"));
    }
  }

  private void assertReplaced(String name, StubAnswer failure) {
    try (ModelProduct product = product(name)) {
      product.first().answerWith(failure);
      GatewayResponse answer = product.client().post(CHAT, question(name));
      assertSecond(product, answer, question("big"));
    }
  }

  private static void assertSecond(ModelProduct product, GatewayResponse answer, String received) {
    assertEquals(200, answer.status(), answer.body());
    assertEquals(Optional.of("big"), answer.header("x-llm-model"));
    assertEquals(Optional.empty(), answer.header("x-sluice-model-answer"));
    assertEquals(received, product.second().lastRequest().orElseThrow().body());
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ModelProduct product(String name) {
    return models(name).publish(name);
  }

  private ModelProduct models(String name) {
    return new ModelProduct(sluice, name).firstModel(name, "small").secondModel(name, "big");
  }

  private static Optional<String> model(GatewayClient client, String alias) {
    return client.post(CHAT, question(alias)).header("x-llm-model");
  }

  private double failovers(String alias) {
    return sluice.extprocServerMetrics().metric("llm_failover_total", "model=\"" + alias + "\"");
  }
}
