package dev.sluice.e2e.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of every place of text in the requests of the model APIs. */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelApiBodiesIT {
  private final TestEnvironment sluice;

  ModelApiBodiesIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/v1/embeddings  | {'model':'m','input':'~'}",
        "/v1/embeddings  | {'model':'m','input':['a','~']}",
        "/v1/moderations | {'input':'~'}",
        "/v1/moderations | {'input':['a','~']}",
        "/v1/moderations | {'input':[{'type':'text','text':'~'}]}",
        "/v1/responses   | {'input':'~'}",
        "/v1/responses   | {'instructions':'~','input':'a'}",
        "/v1/responses   | {'input':[{'role':'user','content':'~'}]}",
        "/v1/responses   | {'input':[{'role':'user','content':[{'type':'input_text','text':'~'}]}]}",
        "/v1/responses   | {'input':[{'type':'function_call','arguments':'{¶to¶:¶~¶}'}]}",
        "/v1/responses   | {'input':[{'type':'function_call_output','output':'~'}]}",
        "/v1/responses   | {'input':[{'type':'function_call_output','output':[{'text':'~'}]}]}",
        "/v1/responses   | {'input':[{'type':'custom_tool_call','input':'~'}]}",
        "/v1/responses   | {'input':[{'type':'reasoning','summary':[{'text':'~'}]}]}",
        "/v1/responses   | {'input':'a','tools':[{'name':'n','description':'~'}]}",
        "/v1/responses   | {'input':'a','prompt':{'variables':{'who':'~'}}}",
        "/v1/responses   | {'input':'a','metadata':{'who':'~'}}",
        "/v1/responses/input_tokens | {'input':'~'}",
        "/v1/messages    | {'system':'~','messages':[]}",
        "/v1/messages    | {'system':[{'type':'text','text':'~'}],'messages':[]}",
        "/v1/messages    | {'messages':[{'role':'user','content':'~'}]}",
        "/v1/messages    | {'messages':[{'content':[{'type':'text','text':'~'}]}]}",
        "/v1/messages    | {'messages':[{'content':[{'type':'tool_use','input':{'to':'~'}}]}]}",
        "/v1/messages    | {'messages':[{'content':[{'type':'tool_result','content':'~'}]}]}",
        "/v1/messages    | {'messages':[{'content':[{'content':[{'type':'text','text':'~'}]}]}]}",
        "/v1/messages    | {'messages':[{'content':[{'source':{'type':'text','data':'~'}}]}]}",
        "/v1/messages    | {'messages':[],'tools':[{'name':'n','description':'~'}]}",
        "/v1/messages    | {'messages':[],'metadata':{'user_id':'~'}}",
        "/v1/messages/count_tokens | {'messages':[{'role':'user','content':'~'}]}",
        "/v1/chat/completions | {'messages':[],'prediction':{'type':'content','content':'~'}}",
        "/v1/chat/completions | {'messages':[{'tool_calls':[{'custom':{'input':'~'}}]}]}",
        "/v1/completions | {'prompt':'a','suffix':'~'}",
      })
  void place_ofText_isInspected(String path, String template) {
    String json = template.replace('\'', '"').replace("¶", "\\\"");
    GatewayResponse masked = post(path, json.replace("~", StubCompletions.EMAIL));
    assertEquals(200, masked.status(), masked.body());
    assertEquals(json.replace("~", "[EMAIL]"), lastBody(path));

    long before = count(path);
    GatewayResponse blocked = post(path, json.replace("~", StubCompletions.SECRET));
    assertEquals(400, blocked.status(), blocked.body());
    assertTrue(blocked.body().contains("DLP_BLOCKED"), blocked.body());
    assertEquals(before, count(path));
    if (path.startsWith("/v1/messages")) {
      assertEquals("error", blocked.json().path("type").asString());
      assertEquals("invalid_request_error", blocked.json().path("error").path("type").asString());
    }
  }

  private GatewayResponse post(String path, String body) {
    return sluice.withRole("viewer").post(path, body);
  }

  private String lastBody(String path) {
    return sluice.stack().upstream(port(path)).lastRequest().orElseThrow().body();
  }

  private long count(String path) {
    return sluice.stack().upstream(port(path)).requestCount();
  }

  private static StackPort port(String path) {
    return path.equals("/v1/completions") ? StackPort.TABBY : StackPort.CHAT;
  }
}
