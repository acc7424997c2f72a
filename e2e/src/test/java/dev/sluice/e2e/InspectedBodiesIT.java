package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stub.Answers;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets and personal data in requests and whole answers, by the numbers of the capabilities. */
@ExtendWith(SluiceExtension.class)
final class InspectedBodiesIT {
  private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";
  private static final List<Port> MODELS = List.of(Port.CHAT, Port.TABBY, Port.AGENT, Port.RAG);

  private final Sluice sluice;

  InspectedBodiesIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @DisplayName("C-25 secrets in a message are blocked before the upstream sees anything")
  @CsvSource({
    "aws_access_key,    the key is AKIA~",
    "private_key_block, -----BEGIN RSA PRIVATE KEY-----",
    "bearer_token,      Authorization: Bearer abc.def",
  })
  void c25_secret(String rule, String text) {
    String id = Sluice.fresh("c25");
    assertBlocked(
        sluice.as("viewer").correlation(id), Sluice.CHAT, Sluice.prompt(text.replace("~", rest())));
    AuditRow row = sluice.audit().one(id);
    assertEquals("block", row.column("dlp_action"));
    assertEquals(rule, row.column("dlp_rule_id"));
    assertTrue(row.column("extra").contains("\"dlp_stage\": \"pre\""), row.column("extra"));
    assertEquals("DLP_BLOCKED", row.column("error_code"));
  }

  @ParameterizedTest(name = "{0} {1}")
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
    assertBlocked(sluice.as("admin"), path, json.replace("~", escaped ? rest() : KEY));
  }

  @Test
  @DisplayName("C-27 a masked answer stays JSON, and no byte else changes")
  void c27_masked() {
    String prompt = Sluice.prompt("Read me the " + Answers.RECORD_PROMPT + ".");
    String plain =
        new GatewayClient(sluice.stack().ports().http(Port.CHAT)).post(Sluice.CHAT, prompt).body();
    Answer answer = sluice.as("viewer").post(Sluice.CHAT, prompt);
    assertEquals(200, answer.status(), answer.body());
    assertTrue(plain.contains(Answers.EMAIL), plain);
    assertEquals(
        plain.replace(Answers.EMAIL, "[EMAIL]").replace(Answers.CARD, "[CARD ****1111]"),
        answer.body());
    assertTrue(answer.json().isObject());
    assertEquals("chunked", answer.header("transfer-encoding").orElseThrow());
    assertTrue(answer.header("content-length").isEmpty());
  }

  /** The stand-in for retrieval answers with what it was asked, headers too. */
  @Test
  @DisplayName("C-29 a secret in an answer of retrieval is blocked")
  void c29_answer() {
    String id = Sluice.fresh("c29");
    Answer answer =
        sluice
            .as("viewer")
            .correlation(id)
            .with("x-note", KEY)
            .post("/v1/rag/search", "{\"query\":\"x\",\"workspace_id\":\"workspace-1\"}");
    assertEquals(400, answer.status(), answer.body());
    assertEquals("DLP_BLOCKED", answer.code());
    assertFalse(answer.body().contains("AKIA"));
    AuditRow row = sluice.audit().one(id);
    assertEquals("aws_access_key", row.column("dlp_rule_id"));
    assertTrue(row.column("extra").contains("\"dlp_stage\": \"post\""), row.column("extra"));
    assertEquals("rag", row.column("route_target"));
  }

  private void assertBlocked(GatewayClient caller, String path, String body) {
    long before = seen();
    Answer answer = caller.post(path, body);
    assertEquals(400, answer.status(), answer.body());
    assertEquals("DLP_BLOCKED", answer.code());
    assertEquals(before, seen());
  }

  private long seen() {
    return MODELS.stream().mapToLong(port -> sluice.stack().upstream(port).count()).sum();
  }

  private static String rest() {
    return KEY.substring(4);
  }
}
