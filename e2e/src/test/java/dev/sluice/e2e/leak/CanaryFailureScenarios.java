package dev.sluice.e2e.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The scenarios in which a request fails, each with all canary values. */
public final class CanaryFailureScenarios implements AutoCloseable {
  private static final String ALL = CanaryValue.all();
  private static final String QUERY =
      "?q=" + CanaryValue.EMAIL.encoded() + "&t=" + CanaryValue.JWT.encoded();
  private static final int MEGABYTE = 1 << 20;

  private final TestEnvironment sluice;
  private final GatewayClient viewer;
  private final ScriptedProduct site;
  private final ScriptedProduct silent;

  CanaryFailureScenarios(TestEnvironment sluice, GatewayClient viewer) {
    this.sluice = sluice;
    this.viewer = everywhere(viewer);
    this.site = new ScriptedProduct(sluice, "canaries", "pre_and_incremental");
    this.silent =
        new ScriptedProduct(
            sluice, "silent-canaries", "pre_only", Map.of("streaming", false, "timeout_ms", 500));
  }

  void all() {
    answersOfAllKinds();
    streams();
    refusedByRules();
    tooLarge();
    brokenHttp();
    upstreamAway();
    upstreamSilent();
    policyServerAway(ServerKind.EXTPROC, "DLP_UNAVAILABLE");
    policyServerAway(ServerKind.EXTAUTHZ, "AUTHZ_UNAVAILABLE");
  }

  private void answersOfAllKinds() {
    String event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + ALL + "\"}}]}\n\n";
    for (ScriptedResponse answer :
        List.of(
            new ScriptedResponse(
                ScriptedProduct.JSON, List.of("{\"a\":\"" + ALL + "\"}"), Map.of()),
            new ScriptedResponse(
                ScriptedProduct.JSON, List.of("{\"a\":\"" + ALL), Map.of("x-secret", ALL)),
            new ScriptedResponse(
                ScriptedProduct.EVENTS, List.of(event, "id: " + ALL + "\n\n"), Map.of()),
            new ScriptedResponse(
                ScriptedProduct.EVENTS, List.of(": " + ALL + "\n\n", key() + "\n\n"), Map.of()),
            new ScriptedResponse("text/plain", List.of(ALL, key()), Map.of("x-secret", ALL)))) {
      site.upstream().respondWith(answer);
      RawHttpCall call = site.call();
      try (call) {
        call.post("/" + QUERY, headers(site), "{\"a\":\"" + ALL + "\"}").readResponse();
      }
    }
  }

  private static String key() {
    return "data: AKIA" + "IOSFODNN7EXAMPLE " + ALL;
  }

  private void streams() {
    String prompt = TestEnvironment.streamedPrompt("repeat after me " + ALL);
    try (StreamedResponse answer = viewer.stream(TestEnvironment.CHAT, prompt)) {
      answer.readRemaining();
    }
    GatewayClient endless = viewer.withHeader("x-stub-endless", "yes");
    String tools = prompt.replace("{\"model\"", "{\"tools\":[],\"model\"");
    try (StreamedResponse answer = endless.stream(TestEnvironment.CHAT, tools)) {
      assertTrue(answer.awaitNext().isPresent());
    }
  }

  private void refusedByRules() {
    GatewayClient client = everywhere(site.client());
    String attack = "/?q=%3Cscript%3E" + CanaryValue.API_KEY.encoded();
    String attacking = "{\"a\":\"<script>" + ALL + "\"}";
    site.upstream()
        .respondWith(new ScriptedResponse(ScriptedProduct.JSON, List.of("{}"), Map.of()));
    assertEquals("WAF_BLOCKED", client.get(attack).errorCode());
    assertEquals("WAF_BLOCKED", client.post("/api/v1/notes", attacking).errorCode());
    assertEquals("DLP_BLOCKED", client.post("/", "{\"a\":\"" + key() + "\"}").errorCode());
  }

  private void tooLarge() {
    String body = "{\"a\":\"" + (ALL + " ").repeat(17 * MEGABYTE / ALL.length()) + "\"}";
    assertEquals(413, viewer.post(TestEnvironment.CHAT, body).status());
  }

  private void brokenHttp() {
    for (String bytes :
        List.of(
            ALL + "\r\n\r\n",
            "GET /" + CanaryValue.TOKEN.value() + " HTTP/1.1\r\nhost: a\r\n" + ALL + "\r\n\r\n",
            "GET /a?token="
                + CanaryValue.WORD.value()
                + " HTTP/1.1\r\nx_under: "
                + ALL
                + "\r\n\r\n",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" + ALL + "\r\n")) {
      try (RawHttpCall call = site.call()) {
        call.sendRaw(bytes).readResponse();
      }
    }
    try (RawHttpCall call = site.call()) {
      call.openPost("/?token=" + CanaryValue.WORD.value(), headers(site))
          .sendChunk("{\"a\":\"" + ALL);
    }
  }

  private void upstreamAway() {
    sluice.stack().upstream(StackPort.RAG).close();
    try {
      assertEquals(
          503, viewer.post("/v1/rag/search" + QUERY, TestEnvironment.prompt(ALL)).status());
    } finally {
      sluice.stack().upstream(StackPort.RAG).start();
    }
  }

  private void upstreamSilent() {
    CountDownLatch over = new CountDownLatch(1);
    silent.upstream().respondEach(request -> silence(over));
    assertEquals(
        504, everywhere(silent.client()).post("/" + QUERY, TestEnvironment.prompt(ALL)).status());
    over.countDown();
  }

  /** Returns a response that sends nothing until the latch opens. */
  public static ScriptedResponse silence(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new ScriptedResponse("text/plain", List.of(), Map.of());
  }

  private void policyServerAway(ServerKind kind, String code) {
    ManagedProcess server = sluice.stack().process(kind);
    server.kill();
    try {
      assertEquals(
          code, viewer.post(TestEnvironment.CHAT + QUERY, TestEnvironment.prompt(ALL)).errorCode());
    } finally {
      server.start();
      server.awaitReady();
    }
    ControlPlaneState.awaitStatusAt(viewer, "/v1/health", 200);
    ControlPlaneState.awaitStatus(site.client(), 200);
  }

  private static GatewayClient everywhere(GatewayClient client) {
    return client
        .withHeader("X-Api-Secret", ALL)
        .withHeader("Cookie", "session=" + ALL)
        .withHeader("X-Something", ALL)
        .withHeader("Referer", "https://a.example/?q=" + ALL);
  }

  private static Map<String, String> headers(ScriptedProduct site) {
    return Map.of(
        "host", site.host(), "content-type", ScriptedProduct.JSON, "x-api-key", ALL, "cookie", ALL);
  }

  @Override
  public void close() {
    site.close();
    silent.close();
  }
}
