package dev.sluice.e2e.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.FakeCollector;
import dev.sluice.common.testkit.FakeCollector.Taken;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import io.grpc.Status;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The tests of traces over all hops, as a collector receives them. */
final class TracesIT {
  private static final Random RANDOM = new Random();
  private static final String MODEL = "traced-model";
  private static final String CANARY = "canary-in-a-query";
  private static final String AUTHZ = "extauthz-server";
  private static final String DLP = "extproc-dlp-server";
  private static final String ENVOY = "sluice-gateway";

  private static TracedStack observed;

  @BeforeAll
  static void start() {
    observed = new TracedStack();
  }

  @AfterAll
  static void stop() {
    observed.close();
  }

  @Test
  @Tag("C-85")
  @DisplayName("C-85 one trace id from client to upstream over all hops")
  void c85_clientsTrace_reachesUpstreamAndEveryServer() {
    String trace = hex(16);
    String client = hex(8);
    String correlation = TestEnvironment.uniqueId("traced");
    GatewayResponse answer =
        caller()
            .withCorrelation(correlation)
            .withHeader("traceparent", "00-" + trace + "-" + client + "-01")
            .withHeader("x-model", MODEL)
            .post(
                TestEnvironment.CHAT + "?token=" + CANARY,
                TestEnvironment.prompt(StubCompletions.RECORD_PROMPT));
    assertEquals(200, answer.status(), answer::body);

    String upstream =
        observed.stack().chat().lastRequest().orElseThrow().header("traceparent").orElseThrow();
    assertEquals(trace, upstream.split("-", 4)[1]);
    assertEquals(trace, observed.audit().awaitOne(correlation).column("trace_id"));

    Taken gateway = await(ENVOY, trace, span -> span.parent().equals(client));
    Taken authz = await(AUTHZ, trace, span -> true);
    Taken dlp = await(DLP, trace, span -> true);
    Taken sent = await(ENVOY, trace, span -> upstream.contains(span.id()));
    assertEquals(gateway.id(), sent.parent());
    assertEquals(gateway.id(), await(ENVOY, trace, is(authz.parent())).parent());
    assertEquals(gateway.id(), await(ENVOY, trace, is(dlp.parent())).parent());

    assertEquals("envoy.service.auth.v3.Authorization/Check", authz.span().getName());
    assertEquals("allow", authz.attribute("sluice.decision"));
    assertFalse(authz.attribute("sluice.route").isEmpty());
    assertEquals(authz.attribute("sluice.route"), dlp.attribute("sluice.route"));
    assertEquals(authz.attribute("sluice.route"), gateway.attribute("sluice.route"));
    assertEquals("mask", dlp.attribute("sluice.dlp.action"));
    assertNotEquals("0", dlp.attribute("sluice.dlp.findings"));
    assertEquals("done", dlp.attribute("sluice.stream.end"));
    assertEquals("chat", dlp.attribute("gen_ai.operation.name"));
    assertFalse(dlp.attribute("gen_ai.usage.output_tokens").isEmpty());
    assertEquals("-", gateway.attribute("peer.address"));
    assertEquals("-", gateway.attribute("user_agent"));
    assertFalse(gateway.attribute("http.url").contains(TestEnvironment.CHAT), gateway::toString);
    assertNothingOfTheCaller(trace);
  }

  @Test
  @Tag("C-85")
  @DisplayName("C-85 a refused request without a trace of its own is in one too")
  void c85_deniedRequest_traceStartsHere() {
    String correlation = TestEnvironment.uniqueId("refused");
    GatewayResponse answer =
        observed
            .anonymous()
            .withCorrelation(correlation)
            .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    assertEquals(401, answer.status());
    String trace = observed.audit().awaitOne(correlation).column("trace_id");
    assertEquals(32, trace.length());
    Taken authz = await(AUTHZ, trace, span -> true);
    assertEquals("deny", authz.attribute("sluice.decision"));
    assertFalse(authz.attribute("sluice.reason").isEmpty());
    Taken gateway = await(ENVOY, trace, span -> span.parent().isEmpty());
    assertEquals(gateway.id(), await(ENVOY, trace, is(authz.parent())).parent());
  }

  @Test
  @DisplayName("decisions go to a collector as log records, one whole chain")
  void decisions_areSentToCollector() {
    String correlation = TestEnvironment.uniqueId("decided");
    GatewayResponse answer =
        observed
            .anonymous()
            .withCorrelation(correlation)
            .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    assertEquals(401, answer.status());
    Predicate<LogRecord> wanted = record -> record.getBody().getStringValue().contains(correlation);
    assertTrue(
        ConditionWait.becomesTrue(
            ControlPlaneState.LIMIT, () -> observed.collector().logs().stream().anyMatch(wanted)));
    LogRecord record =
        observed.collector().logs().stream().filter(wanted).findFirst().orElseThrow();
    assertEquals("decision_events", record.getEventName());
    assertTrue(
        record.getAttributesList().stream()
            .anyMatch(column ->
                column.getKey().equals("decision")
                    && column.getValue().getStringValue().equals("deny")));
  }

  @Test
  @Tag("C-85")
  @DisplayName("C-85 every log line is JSON, and one about an exchange has its correlation id")
  void c85_logs_areJsonWithCorrelationId() {
    String correlation = TestEnvironment.uniqueId("misled");
    String trace = hex(16);
    Status end =
        InvalidExtProcClient.sendInvalidMessages(
            observed.stack().ports().address(StackPort.EXTPROC),
            "00-" + trace + "-" + hex(8) + "-01",
            Map.of(":method", "POST", ":path", "/v1/other", "x-correlation-id", correlation));
    assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
    List<JsonNode> told = observed.lines(ServerKind.EXTPROC, "a stream was refused");
    assertEquals(1, told.size());
    assertEquals(correlation, told.getFirst().path("correlation_id").asString());
    assertEquals(trace, told.getFirst().path("trace.id").asString());
    for (ServerKind kind : ServerKind.values()) {
      List<JsonNode> lines = observed.lines(kind, "");
      assertFalse(lines.isEmpty());
      lines.forEach(
          line -> assertTrue(line.has("@timestamp") && line.has("message"), line::toString));
    }
  }

  private GatewayClient caller() {
    return observed.as("viewer");
  }

  private static void assertNothingOfTheCaller(String trace) {
    List<String> secrets =
        List.of(
            CANARY,
            StubCompletions.EMAIL,
            StubCompletions.CARD,
            "Bearer",
            "eyJ",
            "127.0.0.1:" + gateway());
    for (Taken span : observed.collector().spans()) {
      if (span.traceId().equals(trace)) {
        String text = span.span().toString();
        secrets.forEach(secret -> assertFalse(text.contains(secret), text));
        assertFalse(text.contains("Java-http-client"), text);
      }
    }
  }

  private static int gateway() {
    return observed.stack().ports().of(StackPort.GATEWAY);
  }

  private static Predicate<Taken> is(String id) {
    return span -> span.id().equals(id);
  }

  private static Taken await(String service, String trace, Predicate<Taken> wanted) {
    Predicate<Taken> all =
        wanted.and(span -> span.service().equals(service) && span.traceId().equals(trace));
    FakeCollector collector = observed.collector();
    if (!ConditionWait.becomesTrue(
        ControlPlaneState.LIMIT, () -> collector.spans().stream().anyMatch(all))) {
      throw new AssertionError(service + " is not in " + collector.spans());
    }
    return collector.spans().stream().filter(all).findFirst().orElseThrow();
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
