package dev.sluice.e2e.stub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StubUpstreamTest {
  private static final String CHAT = "/v1/chat/completions";
  private final StackPorts ports = StackPorts.findFree();
  private final StubUpstream stub = new StubUpstream("model", ports.of(StackPort.CHAT));
  private final GatewayClient client = new GatewayClient(ports.http(StackPort.CHAT));

  @BeforeEach
  void start() {
    stub.start();
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void chat_wholeResponse() {
    GatewayResponse answer = client.post(CHAT, request("hello", ""));
    assertEquals(200, answer.status());
    assertEquals("chat.completion", answer.json().path("object").asString());
    assertEquals(
        StubCompletions.CLEAN,
        answer.json().path("choices").path(0).path("message").path("content").asString());
    assertTrue(answer.json().path("usage").path("total_tokens").asInt() > 0);
  }

  @Test
  void chat_streamWithUsage() {
    String options = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    try (StreamedResponse answer = client.stream(CHAT, request("hello", options))) {
      List<StreamEvent> events = answer.readRemaining();
      assertEquals("text/event-stream", answer.header("content-type").orElseThrow());
      assertEquals(StubCompletions.CLEAN, ChatTextAssembler.assemble(events).strip());
      assertEquals("[DONE]", events.getLast().data());
      assertTrue(events.get(events.size() - 2).data().contains("\"completion_tokens\":"));
    }
  }

  @Test
  void chat_recordIsSplitIntoDeltas() {
    String prompt = request("Read me the customer record.", ",\"stream\":true");
    try (StreamedResponse answer = client.withHeader("x-stub-delay-ms", "0").stream(CHAT, prompt)) {
      List<StreamEvent> events = answer.readRemaining();
      assertEquals(StubCompletions.RECORD, ChatTextAssembler.assemble(events));
      assertTrue(events.stream().noneMatch(e -> e.text().contains("@example")));
    }
  }

  @Test
  void chat_cuts_keepTheText() {
    String prompt = request("Read me the customer record.", ",\"stream\":true");
    try (StreamedResponse answer = client.withHeader("x-stub-cuts", "7").stream(CHAT, prompt)) {
      assertEquals(StubCompletions.RECORD, ChatTextAssembler.assemble(answer.readRemaining()));
    }
  }

  @Test
  void chat_lockStepWaitsForEachStep() {
    String prompt = request("hello", ",\"stream\":true,\"max_tokens\":2");
    try (StreamedResponse answer =
        client.withHeader("x-stub-lock-step", "yes").stream(CHAT, prompt)) {
      assertEquals("", answer.awaitNext().orElseThrow().text());
      assertEquals("Rivers ", answer.awaitNext().orElseThrow().text());
      stub.releaseToken();
      assertEquals("carry ", answer.awaitNext().orElseThrow().text());
      stub.releaseToken();
      assertEquals(2, answer.readRemaining().size());
    }
  }

  @Test
  void completion_tabbyAndOpenAi() {
    GatewayResponse tabby = client.post("/v1/completions", "{\"segments\":{\"prefix\":\"def \"}}");
    assertFalse(tabby.json().path("choices").path(0).path("text").asString().isEmpty());
    GatewayResponse openAi = client.post("/v1/completions", "{\"model\":\"m\",\"prompt\":\"x\"}");
    assertEquals("text_completion", openAi.json().path("object").asString());
    assertEquals(400, client.post("/v1/completions", "{}").status());
  }

  @Test
  void lastRequest_hasHashOfBody() {
    client.withHeader("X-Here", "yes").post("/v1/agent/run?a=b", "{}");
    GatewayResponse seen = client.get("/_seen");
    assertEquals("/v1/agent/run", seen.json().path("path").asString());
    assertEquals("a=b", seen.json().path("query").asString());
    assertEquals("yes", seen.json().path("headers").path("x-here").asString());
    assertEquals(
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        seen.json().path("body_sha256").asString());
    assertEquals(1, stub.requestCount());
  }

  @Test
  void close_canStartAgainOnSamePort() {
    client.get("/first");
    stub.close();
    stub.start();
    assertEquals("model", client.get("/second").header("x-upstream").orElseThrow());
  }

  private static String request(String prompt, String more) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(prompt, more);
  }
}
