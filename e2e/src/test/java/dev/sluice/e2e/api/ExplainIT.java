package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test that requests through Envoy are explained by their ids, by REST and by sluicectl. */
@ExtendWith(TestEnvironmentExtension.class)
final class ExplainIT {
  private static final String EXPLAIN = "/v1/operator/explain?request_id=";
  private static final String EMAIL = "canary.kim@example.org";
  private static final String CARD = "4111 1111 1111 1111";
  private static final String NOTE = "canary-d0c88";

  private final TestEnvironment sluice;
  private final List<String> outputs = new ArrayList<>();
  @TempDir Path folder;

  ExplainIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("N-05")
  @DisplayName("N-05 a denied, an allowed and a masked request are explained, without any value")
  void requests_byId_areExplained() throws IOException, InterruptedException {
    String denied = send("denied", "/v1/agent/run", "{}");
    String allowed = send("allowed", TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    String text = "카드 " + CARD + ", " + EMAIL;
    String masked = send("masked", TestEnvironment.CHAT, TestEnvironment.prompt(text));
    try (ManagedApi api = ManagedApi.start(sluice, "explain-api", folder.resolve("state"))) {
      assertContains(
          explained(api, denied),
          "deny 403 AUTH_FORBIDDEN by level:/v1/agent*\n",
          "level: denied\n    caller           viewer\n    needed           developer\n",
          "rules: not reached\n");
      assertContains(
          explained(api, allowed, "--policies", policies()),
          "allow 200 by level:*\n",
          "kind             jwt\n",
          "policies here: passed\n");
      assertContains(
          explained(api, masked),
          "allow 200 by level:*\n",
          "card_number: found at messages[0].content@7+19; card, mask, request\n",
          "email: found at messages[0].content@28+22; email, mask, request\n");
      rest(api, denied, masked);
      assertEquals(1, sluicectl(api, "explain", "--portal", "operator", "unknown").code());
    }
    assertContains(
        pasted(),
        "deny 403 AUTH_FORBIDDEN by level:/v1/agent*\n",
        "level:/v1/agent*: denied; the caller has the level viewer, the request needs developer\n");
    for (String output : outputs) {
      for (String secret : List.of(EMAIL, "4111", NOTE, "eyJ")) {
        assertFalse(output.contains(secret), output);
      }
    }
  }

  private void rest(ManagedApi api, String denied, String masked) {
    var answer = api.tenants().root().get(EXPLAIN + denied);
    assertEquals(200, answer.status());
    outputs.add(answer.body());
    assertEquals("deny", answer.json().path("decision").asString());
    assertEquals("level:/v1/agent*", answer.json().path("rule").asString());
    outputs.add(api.tenants().root().get(EXPLAIN + masked).body());
    GatewayClient ada =
        api.tenants().user("explain-ada", "org-admin", "org", "explain-acme", "provider");
    assertEquals(404, ada.get("/v1/provider/explain?request_id=" + denied).status());
  }

  /** Sends a request, waits for both of its rows, and returns its id. */
  private String send(String name, String path, String body) {
    String id = TestEnvironment.uniqueId(name);
    sluice.withRole("viewer").withHeader("x-note", NOTE).withCorrelation(id).post(path, body);
    sluice.auditRows().awaitOne(id);
    ConditionWait.awaitTrue(
        "the decision of " + id,
        ControlPlaneState.LIMIT,
        () ->
            !sluice
                .sql()
                .query("select rule from decision_events where correlation_id = ?", id)
                .isEmpty());
    return id;
  }

  private String explained(ManagedApi api, String id, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("explain", "--portal", "operator", id));
    words.addAll(List.of(options));
    CommandResult result = sluicectl(api, words.toArray(String[]::new));
    assertEquals(0, result.code(), result.output());
    return result.output();
  }

  /**
   * Explains the denied request again, as a person pastes it, against the policies of the stack.
   */
  private String pasted() throws IOException, InterruptedException {
    String request =
        "POST /v1/agent/run HTTP/1.1\nHost: localhost\nX-Note: %s\nAuthorization: Bearer %s\n\n{}"
            .formatted(NOTE, sluice.stack().issuer().token("viewer", Map.of()));
    Path file = Files.writeString(folder.resolve("request.http"), request);
    List<String> command = JavaCommand.sluicectl(sluice.stack().settings().root());
    command.addAll(List.of("explain", "--request", file.toString(), "--policies", policies()));
    CommandResult result = run(new ProcessBuilder(command));
    assertEquals(0, result.code(), result.output());
    return result.output();
  }

  private String policies() {
    return sluice.stack().settings().root().policies().toString();
  }

  private record CommandResult(int code, String output) {}

  private CommandResult sluicectl(ManagedApi api, String... words)
      throws IOException, InterruptedException {
    List<String> command = JavaCommand.sluicectl(sluice.stack().settings().root());
    command.addAll(List.of(words));
    command.addAll(List.of("--server", "http://127.0.0.1:" + api.port()));
    ProcessBuilder process = new ProcessBuilder(command);
    String token = sluice.stack().issuer().token("viewer", Map.of("sub", "root"));
    process.environment().put("SLUICE_TOKEN", token);
    process.environment().put("SLUICE_CONFIG", folder.resolve("contexts.yaml").toString());
    return run(process);
  }

  private CommandResult run(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    outputs.add(output);
    return new CommandResult(process.waitFor(), output);
  }

  private static void assertContains(String output, String... parts) {
    for (String part : parts) {
      assertTrue(output.contains(part), () -> part + " is not in " + output);
    }
  }
}
