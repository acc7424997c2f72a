package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.raw.RawCall;
import dev.sluice.e2e.raw.RawUpstream.Answer;
import dev.sluice.e2e.stack.Port;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The ways of an exchange to end badly, each with all canaries in it. */
final class CanaryScenes implements AutoCloseable {
  private static final String ALL = Canary.all();
  private static final String QUERY = "?q=" + Canary.EMAIL.encoded() + "&t=" + Canary.JWT.encoded();
  private static final int MEGABYTE = 1 << 20;

  private final Sluice sluice;
  private final GatewayClient viewer;
  private final RawSite site;
  private final RawSite silent;

  CanaryScenes(Sluice sluice, GatewayClient viewer) {
    this.sluice = sluice;
    this.viewer = everywhere(viewer);
    this.site = new RawSite(sluice, "canaries", "pre_and_incremental");
    this.silent =
        new RawSite(
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
    for (Answer answer :
        List.of(
            new Answer(RawSite.JSON, List.of("{\"a\":\"" + ALL + "\"}"), Map.of()),
            new Answer(RawSite.JSON, List.of("{\"a\":\"" + ALL), Map.of("x-secret", ALL)),
            new Answer(RawSite.EVENTS, List.of(event, "id: " + ALL + "\n\n"), Map.of()),
            new Answer(RawSite.EVENTS, List.of(": " + ALL + "\n\n", key() + "\n\n"), Map.of()),
            new Answer("text/plain", List.of(ALL, key()), Map.of("x-secret", ALL)))) {
      site.upstream().answer(answer);
      RawCall call = site.call();
      try (call) {
        call.post("/" + QUERY, headers(site), "{\"a\":\"" + ALL + "\"}").answer();
      }
    }
  }

  private static String key() {
    return "data: AKIA" + "IOSFODNN7EXAMPLE " + ALL;
  }

  private void streams() {
    String prompt = Sluice.streamedPrompt("repeat after me " + ALL);
    try (StreamedAnswer answer = viewer.stream(Sluice.CHAT, prompt)) {
      answer.rest();
    }
    GatewayClient endless = viewer.with("x-stub-endless", "yes");
    String tools = prompt.replace("{\"model\"", "{\"tools\":[],\"model\"");
    try (StreamedAnswer answer = endless.stream(Sluice.CHAT, tools)) {
      assertTrue(answer.next().isPresent());
    }
  }

  private void refusedByRules() {
    GatewayClient client = everywhere(site.client());
    String attack = "/?q=%3Cscript%3E" + Canary.API_KEY.encoded();
    String attacking = "{\"a\":\"<script>" + ALL + "\"}";
    site.upstream().answer(new Answer(RawSite.JSON, List.of("{}"), Map.of()));
    assertEquals("WAF_BLOCKED", client.get(attack).code());
    assertEquals("WAF_BLOCKED", client.post("/api/v1/notes", attacking).code());
    assertEquals("DLP_BLOCKED", client.post("/", "{\"a\":\"" + key() + "\"}").code());
  }

  private void tooLarge() {
    String body = "{\"a\":\"" + (ALL + " ").repeat(17 * MEGABYTE / ALL.length()) + "\"}";
    assertEquals(413, viewer.post(Sluice.CHAT, body).status());
  }

  private void brokenHttp() {
    for (String bytes :
        List.of(
            ALL + "\r\n\r\n",
            "GET /" + Canary.TOKEN.value() + " HTTP/1.1\r\nhost: a\r\n" + ALL + "\r\n\r\n",
            "GET /a?token=" + Canary.WORD.value() + " HTTP/1.1\r\nx_under: " + ALL + "\r\n\r\n",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" + ALL + "\r\n")) {
      try (RawCall call = site.call()) {
        call.raw(bytes).answer();
      }
    }
    try (RawCall call = site.call()) {
      call.open("/?token=" + Canary.WORD.value(), headers(site)).chunk("{\"a\":\"" + ALL);
    }
  }

  private void upstreamAway() {
    sluice.stack().upstream(Port.RAG).close();
    try {
      assertEquals(503, viewer.post("/v1/rag/search" + QUERY, Sluice.prompt(ALL)).status());
    } finally {
      sluice.stack().upstream(Port.RAG).start();
    }
  }

  private void upstreamSilent() {
    CountDownLatch over = new CountDownLatch(1);
    silent.upstream().answerEach(request -> silence(over));
    assertEquals(504, everywhere(silent.client()).post("/" + QUERY, Sluice.prompt(ALL)).status());
    over.countDown();
  }

  /** Nothing until then. */
  static Answer silence(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Answer("text/plain", List.of(), Map.of());
  }

  private void policyServerAway(ServerKind kind, String code) {
    ManagedProcess server = sluice.stack().process(kind);
    server.kill();
    try {
      assertEquals(code, viewer.post(Sluice.CHAT + QUERY, Sluice.prompt(ALL)).code());
    } finally {
      server.start();
      server.awaitReady();
    }
    Proof.awaitAt(viewer, "/v1/health", 200);
    Proof.awaitStatus(site.client(), 200);
  }

  private static GatewayClient everywhere(GatewayClient client) {
    return client
        .with("X-Api-Secret", ALL)
        .with("Cookie", "session=" + ALL)
        .with("X-Something", ALL)
        .with("Referer", "https://a.example/?q=" + ALL);
  }

  private static Map<String, String> headers(RawSite site) {
    return Map.of(
        "host", site.host(), "content-type", RawSite.JSON, "x-api-key", ALL, "cookie", ALL);
  }

  @Override
  public void close() {
    site.close();
    silent.close();
  }
}
