package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.json;
import static dev.sluice.e2e.api.ManagedTenants.made;
import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.StubUpstream;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test that the management API shows the states that policy servers have seen. */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelHealthIT {
  private static final String PROVIDER = "/v1/provider/";
  private static final String CHAT = "/v1/chat/completions";

  private final TestEnvironment sluice;
  private final Path folder;
  private final int listener = StackPorts.findFreePort();
  private final int port = StackPorts.findFreePort();

  ModelHealthIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.folder = folder;
  }

  @Test
  @Tag("C-82")
  @DisplayName("C-82 the list of models shows which of them fail, since when and why")
  void c82_failingModel_isShownByApi() {
    StubUpstream upstream = new StubUpstream("health", port);
    try (ManagedApi api = ManagedApi.start(sluice, "model-health", folder)) {
      upstream.start();
      GatewayClient ada = api.tenants().user("mh-ada", "org-admin", "org", "mh-acme", "provider");
      ManagedProduct product = publish(api.tenants(), ada);
      GatewayClient caller = sluice.atHost(listener, product.host());
      awaitStatusAt(caller, "/mh/x", 200);
      awaitStatus(caller, 200);
      assertEquals("ACTIVE", health(ada).path("state").asString());
      assertEquals(0, health(ada).path("replicas").asInt());
      upstream.close();
      awaitStatus(caller, 503);
      awaitState(ada, "INACTIVE");
      JsonNode health = health(ada);
      assertEquals(1, health.path("replicas").asInt());
      assertEquals("status 503", health.path("reason").asString());
      assertTrue(health.path("since").isString(), health::toString);
      upstream.start();
      awaitStatus(caller, 200);
      awaitState(ada, "ACTIVE");
    } finally {
      sluice.sql().execute("delete from llm_models where alias = 'mh-smart'");
      upstream.close();
    }
  }

  private ManagedProduct publish(ManagedTenants tenants, GatewayClient ada) {
    ManagedProduct product = ManagedProduct.draft(tenants, ada, "mh", listener, "none");
    String below = PROVIDER + "api-services/" + product.service();
    String backend = made(ada, below + "/backends", "{'name': 'model'}");
    made(
        ada,
        PROVIDER + "backends/" + backend + "/endpoints",
        "{'host': '127.0.0.1', 'port': %s}".formatted(port));
    made(
        ada,
        below + "/routes",
        "{'name': 'v1', 'path_kind': 'prefix', 'path': '/v1/', 'dialect': 'openai',"
            + " 'backends': [{'backend_id': '%s'}]}".formatted(backend));
    made(
        ada,
        PROVIDER + "llm-models",
        "{'alias': 'mh-smart', 'backend_id': '%s', 'upstream_model': 'm', 'provider': 'openai'}"
            .formatted(backend));
    assertEquals(200, ada.post(product.publishPath() + "/publish", "").status());
    return product;
  }

  private static void awaitStatus(GatewayClient caller, int status) {
    String chat = json("{'model':'mh-smart','messages':[{'role':'user','content':'two words'}]}");
    ConditionWait.awaitTrue(
        "the model answers with " + status,
        ControlPlaneState.LIMIT,
        () -> caller.post(CHAT, chat).status() == status);
  }

  private static void awaitState(GatewayClient ada, String state) {
    ConditionWait.awaitTrue(
        "the model is " + state,
        ControlPlaneState.LIMIT,
        () -> health(ada).path("state").asString().equals(state));
  }

  private static JsonNode health(GatewayClient ada) {
    return ada.get(PROVIDER + "llm-models?alias=mh-smart")
        .json()
        .path("items")
        .path(0)
        .path("health");
  }
}
