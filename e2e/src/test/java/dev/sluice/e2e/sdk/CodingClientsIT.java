package dev.sluice.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tests of requests in the form in which Tabby and Continue send them. */
@ExtendWith(TestEnvironmentExtension.class)
final class CodingClientsIT {
  private static final String COMPLETIONS = "/v1/completions";
  private static final String TABBY =
      """
      {"language": "python", "segments": {
        "prefix": "# ask ~\\ndef fib(n):\\n    ", "suffix": "\\n# or ~\\n", "filepath": "src/fib.py",
        "git_url": "git@github.com:acme/fib.git", "clipboard": "~",
        "declarations": [{"filepath": "src/mail.py", "body": "TO = '~'"}],
        "relevant_snippets_from_changed_files": [{"filepath": "a.py", "body": "to('~')", "score": 4.1111}],
        "relevant_snippets_from_recently_opened_files": [{"filepath": "b.py", "body": "cc('~')", "score": 0.5}]},
       "temperature": 0.1, "mode": "standard", "user": "dev-1"}
      """;
  private static final String NEXT_EDIT =
      """
      {"language": "python", "mode": "next_edit_suggestion", "segments": {"prefix": "", "edit_history": {
        "original_code": "a = '~'", "edits_diff": "-a = '~'\\n+b = '~'", "current_version": "b = '~'"}}}
      """;
  private static final String CHAT =
      """
      {"messages": [{"role": "system", "content": "You are in an IDE of ~."},
        {"role": "user", "content": [{"type": "text", "text": "```src/mail.py\\nTO = '~'\\n```"},
          {"type": "text", "text": "Read me the customer record."}]}],
       "model": "m", "max_tokens": 4096, "temperature": 0.5, "stream": true, "stream_options": {"include_usage": true}
       %s}
      """;
  private static final String TOOLS =
      """
      , "tools": [{"type": "function", "function": {"name": "note", "description": "Reads a file",
        "parameters": {"type": "object", "properties": {"note": {"type": "string"}}}}}], "parallel_tool_calls": false
      """;
  private static final String FILL_IN =
      """
      {"model": "m", "prompt": "# the customer record of ~\\ndef send():\\n", "suffix": "\\n    return '~'\\n",
       "max_tokens": 256, "temperature": 0.01, "top_p": 1, "frequency_penalty": 0, "presence_penalty": 0,
       "stop": ["<fim_prefix>", "\\n\\n"], "stream": true}
      """;
  private static final String TEMPLATE =
      """
      {"model": "m", "max_tokens": 256, "temperature": 0.01, "stream": true, "stop": ["<fim_middle>", "/src/"],
       "prompt": "<fim_prefix># the customer record of ~\\n<fim_suffix>\\n# ~\\n<fim_middle>"}
      """;
  private static final String EMBED =
      """
      {"model": "m", "input": ["def a(): pass", "TO = '~'", ""], "encoding_format": "base64"}
      """;

  private final TestEnvironment sluice;
  private final GatewayClient caller;

  CodingClientsIT(TestEnvironment sluice) {
    this.sluice = sluice;
    caller = sluice.withRole("viewer");
  }

  @Test
  void tabby_health_isAnswered() {
    GatewayResponse answer = caller.get("/v1/health");
    assertEquals(200, answer.status(), answer.body());
    assertEquals("stub", answer.json().path("model").asString());
    assertEquals("v0.30.0", answer.json().path("version").path("git_describe").asString());
  }

  @Test
  void tabby_completion_isMaskedEverywhere() {
    for (String body : List.of(TABBY, NEXT_EDIT)) {
      GatewayResponse answer = tabby().post(COMPLETIONS, with(body, StubCompletions.EMAIL));
      assertEquals(200, answer.status(), answer.body());
      assertEquals("cmpl-stub", answer.json().path("id").asString());
      assertTrue(answer.json().path("choices").path(0).path("text").isString());
      assertReached(StackPort.TABBY, body);
    }
  }

  @Test
  void tabby_secret_reachesNoUpstream() {
    long before = sluice.stack().upstream(StackPort.TABBY).requestCount();
    GatewayResponse answer = tabby().post(COMPLETIONS, with(TABBY, StubCompletions.SECRET));
    assertEquals(400, answer.status(), answer.body());
    assertEquals("DLP_BLOCKED", answer.errorCode());
    assertEquals(before, sluice.stack().upstream(StackPort.TABBY).requestCount());
  }

  @Test
  void continue_chat_isMaskedAsItStreams() {
    String body = CHAT.formatted("");
    List<StreamEvent> events = stream(TestEnvironment.CHAT, body);
    assertReached(StackPort.CHAT, body);
    assertEquals(SdkUnderTest.masked(StubCompletions.RECORD), ChatTextAssembler.assemble(events));
    assertEquals("[DONE]", events.getLast().data());
    assertTrue(json(events.get(events.size() - 2)).path("usage").path("total_tokens").asInt() > 0);
  }

  @Test
  void continue_chatWithTools_masksArguments() {
    String body = CHAT.formatted(TOOLS);
    List<StreamEvent> events = stream(TestEnvironment.CHAT, body);
    assertReached(StackPort.CHAT, body);
    String arguments =
        events.stream()
            .map(event -> json(event).path("choices").path(0).path("delta").path("tool_calls"))
            .map(calls -> calls.path(0).path("function").path("arguments").asString(""))
            .collect(Collectors.joining());
    assertEquals(
        SdkUnderTest.masked(StubCompletions.RECORD),
        JsonMapper.shared().readTree(arguments).path("note").asString());
  }

  @Test
  void continue_fillInTheMiddle_isMasked() {
    for (String body : List.of(FILL_IN, TEMPLATE)) {
      List<StreamEvent> events = stream(COMPLETIONS, body);
      assertReached(StackPort.TABBY, body);
      String text =
          events.stream()
              .map(event -> json(event).path("choices").path(0).path("text").asString(""))
              .collect(Collectors.joining());
      assertEquals(SdkUnderTest.masked(StubCompletions.RECORD), text);
    }
  }

  @Test
  void continue_embeddings_isMasked() {
    GatewayResponse answer = both().post("/v1/embeddings", with(EMBED, StubCompletions.EMAIL));
    assertEquals(200, answer.status(), answer.body());
    assertReached(StackPort.CHAT, EMBED);
    assertEquals(3, answer.json().path("data").size());
    assertEquals(8192, answer.json().path("data").path(2).path("embedding").asString().length());
  }

  /** Checks that the last request of an upstream is a body with masks, and else unchanged. */
  private void assertReached(StackPort upstream, String body) {
    assertEquals(
        with(body, "[EMAIL]"),
        sluice.stack().upstream(upstream).lastRequest().orElseThrow().body());
  }

  private List<StreamEvent> stream(String path, String body) {
    try (StreamedResponse answer = both().stream(path, with(body, StubCompletions.EMAIL))) {
      assertEquals(200, answer.status());
      assertEquals("text/event-stream", answer.header("content-type").orElseThrow());
      return answer.readRemaining();
    }
  }

  private GatewayClient tabby() {
    return caller
        .withHeader("Accept", "application/json")
        .withHeader("User-Agent", "Node.js/v22 tabby-agent/1.8.0 vscode/1.99");
  }

  /** Returns a client that sends its key in both headers, as Continue does for completions. */
  private GatewayClient both() {
    String token = sluice.stack().issuer().token("viewer");
    return caller.withBearer(token).withHeader("x-api-key", token).withHeader("api-key", "");
  }

  private static String with(String body, String value) {
    return body.replace("~", value);
  }

  private static JsonNode json(StreamEvent event) {
    return event.data().startsWith("{")
        ? JsonMapper.shared().readTree(event.data())
        : JsonMapper.shared().createObjectNode();
  }
}
