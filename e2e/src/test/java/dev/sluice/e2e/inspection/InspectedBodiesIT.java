package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of secrets and personal data in requests and whole responses, by capability number. */
@ExtendWith(TestEnvironmentExtension.class)
final class InspectedBodiesIT {
  private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";
  private static final List<StackPort> MODELS =
      List.of(StackPort.CHAT, StackPort.TABBY, StackPort.AGENT, StackPort.RAG);

  private final TestEnvironment sluice;

  InspectedBodiesIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @Tag("C-25")
  @DisplayName("C-25 secrets in a message are blocked before the upstream sees anything")
  @CsvSource({
    "aws_access_key,    the key is AKIA~",
    "private_key_block, -----BEGIN RSA PRIVATE KEY-----",
    "bearer_token,      Authorization: Bearer abc.def",
  })
  void c25_secret(String rule, String text) {
    String id = TestEnvironment.uniqueId("c25");
    assertBlocked(
        sluice.withRole("viewer").withCorrelation(id),
        TestEnvironment.CHAT,
        TestEnvironment.prompt(text.replace("~", rest())));
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals("block", row.column("dlp_action"));
    assertEquals(rule, row.column("dlp_rule_id"));
    assertTrue(row.column("extra").contains("\"dlp_stage\": \"pre\""), row.column("extra"));
    assertEquals("DLP_BLOCKED", row.column("error_code"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @Tag("C-26")
  @DisplayName("C-26 every field that holds text is inspected, decoded")
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/chat/completions | {'messages':[{'role':'user','content':'~'}]}",
        "/v1/chat/completions | {'messages':[{'role':'user','content':[{'type':'text','text':'~'}]}]}",
        "/v1/chat/completions | {'messages':[{'role':'assistant','tool_calls':[{'function':{'arguments':'{\\'a\\':\\'~\\'}'}}]}]}",
        "/v1/chat/completions | {'messages':[],'tools':[{'function':{'description':'~'}}]}",
        "/v1/chat/completions | {'messages':[],'user':'~'}",
        "/v1/chat/completions | {'messages':[{'content':'\\u0041KIA~'}]}",
        "/v1/chat             | {'messages':[{'role':'system','content':'~'}]}",
        "/v1/completions      | {'prompt':'~'}",
        "/v1/completions      | {'prompt':['a','~']}",
        "/v1/completions      | {'segments':{'prefix':'~'}}",
        "/v1/completions      | {'segments':{'prefix':'a','suffix':'~'}}",
        "/v1/completions      | {'segments':{'prefix':'a','clipboard':'~'}}",
        "/v1/completions      | {'segments':{'prefix':'a','declarations':[{'filepath':'f','body':'~'}]}}",
        "/v1/autocomplete     | {'segments':{'prefix':'~'}}",
        "/v1/agent/run        | {'workspaceId':'w','instruction':'~'}",
        "/v1/agent/run        | {'instruction':'x','filePaths':['~']}",
        "/v1/rag/search       | {'workspace_id':'w','query':'~'}",
        "/v1/rag/context      | {'workspace_id':'w','query':'q','current_file_content':'~'}",
      })
  void c26_field(String path, String template) {
    String json = template.replace('\'', '"');
    boolean escaped = json.contains("u0041");
    assertBlocked(sluice.withRole("admin"), path, json.replace("~", escaped ? rest() : KEY));
  }

  @Test
  @Tag("C-27")
  @DisplayName("C-27 a masked answer stays JSON, and no byte else changes")
  void c27_masked() {
    String prompt = TestEnvironment.prompt("Read me the " + StubCompletions.RECORD_PROMPT + ".");
    String plain =
        new GatewayClient(sluice.stack().ports().http(StackPort.CHAT))
            .post(TestEnvironment.CHAT, prompt)
            .body();
    GatewayResponse answer = sluice.withRole("viewer").post(TestEnvironment.CHAT, prompt);
    assertEquals(200, answer.status(), answer.body());
    assertTrue(plain.contains(StubCompletions.EMAIL), plain);
    assertEquals(
        plain
            .replace(StubCompletions.EMAIL, "[EMAIL]")
            .replace(StubCompletions.CARD, "[CARD ****1111]"),
        answer.body());
    assertTrue(answer.json().isObject());
    assertEquals("chunked", answer.header("transfer-encoding").orElseThrow());
    assertTrue(answer.header("content-length").isEmpty());
  }

  /** Uses the stub for retrieval, which echoes the request with its headers. */
  @Test
  @Tag("C-29")
  @DisplayName("C-29 a secret in an answer of retrieval is blocked")
  void c29_response() {
    String id = TestEnvironment.uniqueId("c29");
    GatewayResponse answer =
        sluice
            .withRole("viewer")
            .withCorrelation(id)
            .withHeader("x-note", KEY)
            .post("/v1/rag/search", "{\"query\":\"x\",\"workspace_id\":\"workspace-1\"}");
    assertEquals(400, answer.status(), answer.body());
    assertEquals("DLP_BLOCKED", answer.errorCode());
    assertFalse(answer.body().contains("AKIA"));
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals("aws_access_key", row.column("dlp_rule_id"));
    assertTrue(row.column("extra").contains("\"dlp_stage\": \"post\""), row.column("extra"));
    assertEquals("rag", row.column("route_target"));
  }

  private void assertBlocked(GatewayClient caller, String path, String body) {
    long before = seen();
    GatewayResponse answer = caller.post(path, body);
    assertEquals(400, answer.status(), answer.body());
    assertEquals("DLP_BLOCKED", answer.errorCode());
    assertEquals(before, seen());
  }

  private long seen() {
    return MODELS.stream().mapToLong(port -> sluice.stack().upstream(port).requestCount()).sum();
  }

  private static String rest() {
    return KEY.substring(4);
  }
}
