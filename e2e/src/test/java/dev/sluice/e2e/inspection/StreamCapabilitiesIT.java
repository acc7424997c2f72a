package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of event streams, by capability number. */
@ExtendWith(TestEnvironmentExtension.class)
final class StreamCapabilitiesIT {
  private static final String MIXED =
      "data: a\n\nid: 5\ndata: b\r\n\r\n: ping\n\nevent: x\ndata: c\n\n";
  private static final String NUMBERED =
      "data: a\nid: 1\n\nid: 5\ndata: b\r\n\r\n: ping\n\nevent: x\ndata: c\nid: 6\n\n";
  private static final int FEW_MILLIS = 1_500;
  private static final int EVENTS = 12;

  private final TestEnvironment sluice;

  StreamCapabilitiesIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pre_only", "pre_and_incremental"})
  @Tag("C-19")
  @DisplayName("C-19 headers of event streams, over a connection that is used again")
  void c19_headers(String inspection) {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c19", inspection);
        RawHttpCall call = site.call()) {
      site.respondWithEvents("data: a\n\n", "data: [DONE]\n\n");
      for (int i = 0; i < 2; i++) {
        RawHttpMessage answer = call.get("/", Map.of("host", site.host())).readResponse();
        assertEquals("data: a\n\ndata: [DONE]\n\n", answer.text());
        assertEquals("text/event-stream", answer.header("content-type").orElseThrow());
        assertEquals("no-cache", answer.header("cache-control").orElseThrow());
        assertEquals("no", answer.header("x-accel-buffering").orElseThrow());
        assertEquals("chunked", answer.header("transfer-encoding").orElseThrow());
        assertFalse(answer.header("connection").orElse("").contains("close"));
        call.reader().reset();
      }
    }
  }

  /** The largest event that an answer may have. One more byte is an overflow (C-32). */
  @Test
  void event_ofOneMebibyte_passes() {
    String text = "Clean text, in one line. ".repeat(41_942);
    String event = "data: " + " ".repeat(18) + text + "\n\n";
    assertEquals(1 << 20, event.length());
    try (ScriptedProduct site = new ScriptedProduct(sluice, "large-event", "pre_and_incremental")) {
      site.respondWithEvents(event, "data: [DONE]\n\n");
      assertEquals(event + "data: [DONE]\n\n", site.get("/", Map.of()).text());
    }
  }

  @Test
  @Tag("C-20")
  @DisplayName("C-20 a stream lasts longer than its idle time, a silent one does not")
  void c20_idle() {
    try (ProviderTenant provider = sluice.newProvider("c20").setInspection("pre_and_incremental")) {
      provider.addProduct("c20", sluice.stack().ports().of(StackPort.CHAT));
      sluice.sql().execute("update routes set idle_timeout_ms = ? where name = 'c20'", FEW_MILLIS);
      provider.publishProduct("c20", "dev", "default");
      GatewayClient client = sluice.atHost(provider.port(), "c20.dev.local.api.example.com");
      ControlPlaneState.awaitStatus(client, 200);
      String prompt = TestEnvironment.streamedPrompt("Rivers?");
      GatewayClient slow = client.withHeader("x-stub-delay-ms", Integer.toString(FEW_MILLIS / 5));
      try (StreamedResponse answer = slow.stream(TestEnvironment.CHAT, prompt)) {
        List<StreamEvent> events = answer.readRemaining();
        assertEquals("[DONE]", events.getLast().data());
        assertTrue(events.getLast().at().toMillis() > 3 * FEW_MILLIS);
      }
      String id = TestEnvironment.uniqueId("silent");
      RawHttpMessage silent;
      try (RawHttpCall call = RawHttpCall.connect(provider.port())) {
        silent =
            call.post(
                    TestEnvironment.CHAT,
                    Map.of(
                        "host",
                        "c20.dev.local.api.example.com",
                        "content-type",
                        ScriptedProduct.JSON,
                        "x-correlation-id",
                        id,
                        "x-stub-lock-step",
                        "yes"),
                    prompt)
                .readResponse();
      }
      assertFalse(silent.whole(), silent.text());
      assertEquals(id, sluice.auditRows().awaitOne(id).column("correlation_id"));
    }
  }

  @Test
  @Tag("C-20")
  @DisplayName("C-20 what Envoy is told where rows say nothing else")
  void c20_defaults() {
    try (ScriptedProduct _ = new ScriptedProduct(sluice, "c20-usual", "pre_only")) {
      String dump =
          new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
              .get("/config_dump?include_eds")
              .body();
      assertTrue(dump.contains("\"idle_timeout\": \"300s\""));
      assertTrue(dump.contains("\"connect_timeout\": \"10s\""));
      assertTrue(dump.contains("\"max_connections\": 500"));
    }
  }

  /** Sends each event only after the client has read the previous one. */
  @ParameterizedTest
  @ValueSource(strings = {"pre_only", "pre_and_incremental"})
  @Tag("C-21")
  @DisplayName("C-21 every event is delivered as it comes")
  void c21_eachEventIsSentAtOnce(String inspection) {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c21", inspection)) {
      List<String> chunks = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        chunks.add(BodyModeEnvoy.delta("word "));
        chunks.add(RawHttpUpstream.PAUSE);
      }
      site.respondWithEvents(chunks.toArray(String[]::new));
      try (StreamedResponse answer = site.client().stream("/", "{}")) {
        for (int i = 0; i < EVENTS; i++) {
          assertEquals("word ", answer.awaitNext().orElseThrow().text());
          site.upstream().resume();
        }
        assertTrue(answer.awaitNext().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"off, IDENTITY", "pre_only, IDENTITY", "pre_and_incremental, IDENTITY", "off, GZIP"})
  @Tag("C-17")
  @Tag("C-22")
  @DisplayName("C-22 ids are added once per event, at every cut; C-17 Last-Event-ID goes upstream")
  void c22_ids(String inspection, HttpContentEncoding coding) {
    byte[] bytes = coding.encode(MIXED.getBytes(StandardCharsets.UTF_8));
    String body = new String(bytes, StandardCharsets.ISO_8859_1);
    try (ScriptedProduct site =
        new ScriptedProduct(sluice, "c22", inspection, Map.of("sse_ids", "add"))) {
      GatewayClient client =
          site.client()
              .withHeader("Last-Event-ID", "event_123")
              .withHeader("Accept-Encoding", coding.token());
      for (int cut = 1; cut < body.length(); cut++) {
        List<String> chunks = List.of(body.substring(0, cut), body.substring(cut));
        site.upstream()
            .respondWith(
                new ScriptedResponse(ScriptedProduct.EVENTS, coding.token(), chunks, Map.of()));
        var answer = client.get("/");
        assertEquals(NUMBERED, answer.body(), "cut at " + cut);
        assertEquals("no-cache", answer.header("cache-control").orElseThrow());
      }
      RawHttpMessage seen = site.upstream().lastRequest().orElseThrow();
      assertEquals("event_123", seen.header("last-event-id").orElseThrow());
    }
  }

  @Test
  @Tag("C-22")
  @DisplayName("C-22 without it, streams stay as they are, and Last-Event-ID goes upstream as well")
  void c22_none() {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c22-none", "pre_and_incremental")) {
      site.respondWithEvents(MIXED);
      RawHttpMessage answer = site.get("/", Map.of("last-event-id", "7"));
      assertEquals(MIXED, answer.text());
      assertEquals(
          "7", site.upstream().lastRequest().orElseThrow().header("last-event-id").orElseThrow());
    }
  }
}
