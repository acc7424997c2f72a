package dev.sluice.e2e.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of {@code errors.detail: code} in all servers. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ErrorDetailIT {
  private static final List<ServerKind> SERVERS =
      List.of(ServerKind.CONTROLLER, ServerKind.EXTAUTHZ, ServerKind.EXTPROC);

  private final TestEnvironment sluice;
  private final GatewayClient viewer;
  private final Map<ServerKind, String> before = new EnumMap<>(ServerKind.class);

  ErrorDetailIT(TestEnvironment sluice) {
    this.sluice = sluice;
    viewer = sluice.withRole("viewer");
  }

  @BeforeAll
  void codesOnly() throws IOException {
    for (ServerKind kind : SERVERS) {
      String text = Files.readString(config(kind));
      before.put(kind, text);
      restart(kind, text + "\nerrors: {detail: code}\n");
    }
    awaitMessage(message -> message.equals("NOT_FOUND"));
  }

  @AfterAll
  void sentences() throws IOException {
    for (Map.Entry<ServerKind, String> entry : before.entrySet()) {
      restart(entry.getKey(), entry.getValue());
    }
    awaitMessage(message -> message.contains(" "));
  }

  @Test
  void messages_areCodes_withoutPlaceAndRule() {
    assertCode("NOT_FOUND", viewer.get("/v1/nowhere"));
    assertCode("AUTH_FORBIDDEN", viewer.post("/v1/rag/index", "{}"));
    assertCode("AUTH_INVALID_TOKEN", sluice.anonymous().post(TestEnvironment.CHAT, "{}"));
    assertCode("DLP_BLOCKED", viewer.post(TestEnvironment.CHAT, TestEnvironment.blockedPrompt()));
  }

  private static void assertCode(String code, GatewayResponse answer) {
    JsonNode error = answer.json().path("error");
    assertEquals(code, error.path("code").asString(), answer.body());
    assertEquals(code, error.path("message").asString(), answer.body());
    assertTrue(error.path("param").isNull(), answer.body());
    assertFalse(answer.json().path("request_id").asString().isEmpty());
    for (String part : List.of("aws", "messages", "rule", "level", "scope", "Authorization")) {
      assertFalse(answer.body().contains(part), answer.body());
    }
  }

  private void awaitMessage(Predicate<String> expected) {
    ConditionWait.awaitTrue(
        "Envoy has the messages",
        ControlPlaneState.LIMIT,
        () ->
            expected.test(
                viewer.get("/v1/nowhere").json().path("error").path("message").asString("")));
    ControlPlaneState.awaitStatusAt(viewer, "/v1/health", 200);
  }

  private Path config(ServerKind kind) {
    return sluice.stack().settings().config(kind.module());
  }

  private void restart(ServerKind kind, String text) throws IOException {
    Files.writeString(config(kind), text);
    ManagedProcess server = sluice.stack().process(kind);
    server.kill();
    server.start();
    server.awaitReady();
  }
}
