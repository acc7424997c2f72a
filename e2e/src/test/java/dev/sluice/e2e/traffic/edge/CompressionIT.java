package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of compressed responses. */
@ExtendWith(TestEnvironmentExtension.class)
final class CompressionIT {
  private static final String ANY_JSON = "{\"min_bytes\": 30}";

  private final TestEnvironment sluice;

  CompressionIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 br, gzip and zstd are honoured")
  void codings_aboveMinimumSize_areHonoured() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-coded", sluice.echoPort())) {
      product.policy("compression", "{}").publishAndAwait(200);
      GatewayClient large = product.client().withHeader("x-pad", "p".repeat(1000));

      for (String coding : new String[] {"br", "gzip", "zstd"}) {
        GatewayResponse answer = accepting(large, coding);
        assertEquals(Optional.of(coding), answer.header("content-encoding"));
        assertEquals(Optional.of("Accept-Encoding"), answer.header("vary"));
        assertEquals("GET", answer.json().path("method").asString());
      }
      assertEquals(Optional.of("br"), coding(accepting(large, "br, gzip")));
      assertEquals(Optional.of("gzip"), coding(accepting(large, "gzip, br;q=0.5")));
      assertEquals(Optional.empty(), coding(accepting(large, "identity")));
      assertEquals(Optional.empty(), coding(large.get("/")));
      assertEquals(Optional.empty(), coding(accepting(product.client(), "gzip")));
    }
  }

  @Test
  void response_ofOtherType_isLeftAlone() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-types", sluice.echoPort())) {
      product
          .policy("compression", "{\"min_bytes\": 30, \"content_types\": [\"text/html\"]}")
          .publishAndAwait(200);
      assertEquals(Optional.empty(), coding(accepting(product.client(), "gzip")));
    }
  }

  @Test
  void response_compressedByUpstream_isLeftAlone() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-precoded", sluice.echoPort())) {
      product.policy("compression", ANY_JSON).publishAndAwait(200);
      GatewayResponse answer =
          accepting(product.client().withHeader("x-stub-coding", "gzip"), "br, gzip");
      assertEquals(Optional.of("gzip"), coding(answer));
      assertEquals("GET", answer.json().path("method").asString());
    }
  }

  @Test
  void route_withoutCodings_isNotCompressed() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-uncoded", sluice.echoPort())) {
      product
          .policy("compression", ANY_JSON)
          .routePolicy("compression", "{\"codings\": []}")
          .publishAndAwait(200);
      assertEquals(Optional.empty(), coding(accepting(product.client(), "gzip")));
    }
  }

  @ParameterizedTest
  @Tag("C-84")
  @DisplayName("C-84 event streams are never compressed")
  @ValueSource(strings = {"off", "pre_and_incremental"})
  void events_ofStream_areNeverCompressed(String inspection) {
    try (EdgeProduct product = chat("edge-events", inspection)) {
      GatewayClient caller =
          product
              .client()
              .withHeader("accept-encoding", "gzip, br")
              .withHeader("x-stub-lock-step", "1");
      try (StreamedResponse stream =
          caller.stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt("ping"))) {
        assertEquals(Optional.empty(), stream.header("content-encoding"));
        // Each further token is sent only after the one before has arrived here.
        for (int token = 0; token < 4; token++) {
          assertTrue(stream.awaitNext().isPresent());
          sluice.stack().chat().releaseToken();
        }
      }
    }
  }

  @Test
  void response_ofInspectedRoute_isMaskedAndCompressed() {
    try (EdgeProduct product = chat("edge-inspected", "pre_only")) {
      GatewayResponse answer =
          product
              .client()
              .withHeader("accept-encoding", "gzip")
              .post(TestEnvironment.CHAT, TestEnvironment.prompt(StubCompletions.RECORD_PROMPT));
      assertEquals(200, answer.status(), answer::body);
      assertEquals(Optional.of("gzip"), coding(answer));
      assertTrue(answer.body().contains("chat.completion"), answer::body);
      assertFalse(answer.body().contains(StubCompletions.EMAIL), answer::body);
    }
  }

  private EdgeProduct chat(String name, String inspection) {
    int upstream = sluice.stack().ports().of(StackPort.CHAT);
    return new EdgeProduct(sluice, name, upstream)
        .policy("dlp", "{\"inspection\": \"" + inspection + "\"}")
        .policy("compression", ANY_JSON)
        .publishAndAwait(200);
  }

  private static GatewayResponse accepting(GatewayClient client, String codings) {
    return client.withHeader("accept-encoding", codings).get("/");
  }

  private static Optional<String> coding(GatewayResponse answer) {
    return answer.header("content-encoding");
  }
}
