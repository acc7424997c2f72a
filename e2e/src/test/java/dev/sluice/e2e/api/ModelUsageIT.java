package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.ManagedTenants.json;
import static dev.sluice.e2e.api.ManagedTenants.made;
import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test that a customer sees the tokens of each model API, as the upstream reported them. */
@ExtendWith(TestEnvironmentExtension.class)
final class ModelUsageIT {
  private static final String PROVIDER = "/v1/provider/";
  private static final String CUSTOMER = "/v1/customer/";

  private final TestEnvironment sluice;
  private final Path folder;
  private final int listener = StackPorts.findFreePort();

  ModelUsageIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.folder = folder;
  }

  /** A call and the tokens that must count for it. */
  private record Call(String method, String path, String body, int input, int output) {
    static Call post(String path, String body, int input, int output) {
      return new Call("POST", path, json(body), input, output);
    }
  }

  /** The stub counts words: the text has two, and the clean answer 25. */
  private static List<Call> calls() {
    String two = "{'model':'m','stream':%s,'%s':'two words'}";
    String chat =
        "{'stream':%s,'stream_options':{'include_usage':true},"
            + "'messages':[{'role':'user','content':'two words'}]}";
    List<Call> calls = new ArrayList<>();
    for (boolean stream : List.of(true, false)) {
      calls.add(Call.post("/v1/chat/completions", chat.formatted(stream), 2, 25));
      calls.add(Call.post("/v1/responses", two.formatted(stream, "input"), 2, 25));
      // Three tokens were written to the cache, and five read from it.
      calls.add(Call.post("/v1/messages", chat.formatted(stream), 10, 25));
    }
    calls.add(Call.post("/v1/completions", two.formatted(false, "prompt"), 2, 25));
    calls.add(Call.post("/v1/embeddings", "{'input':['two words','and three more']}", 5, 0));
    calls.add(Call.post("/v1/embeddings", "{'input':[[1,2,3,4],[5,6,7]]}", 7, 0));
    // Without a report, four characters of text are one token.
    calls.add(Call.post("/v1/moderations", "{'input':'sixteen letters!'}", 4, 0));
    // These calls run no model.
    calls.add(Call.post("/v1/messages/count_tokens", chat.formatted(false), 0, 0));
    calls.add(Call.post("/v1/responses/input_tokens", "{'input':'two words'}", 0, 0));
    calls.add(new Call("GET", "/v1/responses/resp_1", "", 0, 0));
    return calls;
  }

  @Test
  void usage_ofModelApis_isListed() {
    try (ManagedApi api = ManagedApi.start(sluice, "model-usage", folder)) {
      ManagedTenants tenants = api.tenants();
      GatewayClient ada = tenants.user("mu-ada", "org-admin", "org", "mu-acme", "provider");
      GatewayClient carl =
          tenants.user("mu-carl", "customer-admin", "customer", "mu-shop", "customer");
      ManagedProduct product = publish(tenants, ada, "mu");
      String key = ManagedTenants.issuedKey(carl, subscription(carl, product));
      GatewayClient caller = sluice.atHost(listener, product.host()).withHeader("X-API-Key", key);
      awaitStatusAt(caller, "/mu/x", 200);
      int input = 0;
      int output = 0;
      for (Call call : calls()) {
        GatewayResponse answer =
            call.method().equals("GET")
                ? caller.get(call.path())
                : caller.post(call.path(), call.body());
        assertEquals(200, answer.status(), () -> call + ": " + answer.body());
        input += call.input();
        output += call.output();
      }
      String expected = "%d %d %d".formatted(calls().size() + 1, input, output);
      ConditionWait.awaitTrue(
          "all calls are counted",
          ControlPlaneState.LIMIT,
          () -> usage(carl).startsWith((calls().size() + 1) + " "));
      assertEquals(expected, usage(carl));
    }
  }

  @Test
  void cost_ofModelMadeByApi_hasItsPrices() {
    try (ManagedApi api = ManagedApi.start(sluice, "model-cost", folder)) {
      ManagedTenants tenants = api.tenants();
      GatewayClient ada = tenants.user("mc-ada", "org-admin", "org", "mc-acme", "provider");
      GatewayClient carl =
          tenants.user("mc-carl", "customer-admin", "customer", "mc-shop", "customer");
      ManagedProduct product = publish(tenants, ada, "mc");
      String subscription = subscription(carl, product);
      made(
          ada,
          PROVIDER + "llm-models",
          ("{'alias': 'smart', 'backend_id': '%s', 'upstream_model': 'mc-large',"
                  + " 'provider': 'openai', 'input_price': 0.00000125, 'output_price': 0.00001}")
              .formatted(product.backend(ada)));
      String chat = json("{'model':'smart','messages':[{'role':'user','content':'two words'}]}");
      GatewayClient gateway = sluice.atHost(listener, product.host());
      GatewayClient first =
          gateway.withHeader("X-API-Key", ManagedTenants.issuedKey(carl, subscription));
      awaitStatusAt(first, "/mc/x", 200);
      ConditionWait.awaitTrue(
          "the name leads to the model",
          ControlPlaneState.LIMIT,
          () ->
              first
                  .post("/v1/chat/completions", chat)
                  .header("x-llm-model")
                  .equals(Optional.of("mc-large")));
      GatewayClient caller =
          gateway.withHeader("X-API-Key", ManagedTenants.issuedKey(carl, subscription));
      awaitStatusAt(caller, "/mc/x", 200);
      for (int call = 0; call < 4; call++) {
        assertEquals(200, caller.post("/v1/chat/completions", chat).status());
      }
      // Four calls of 2 tokens for 0.00000125 and 25 for 0.00001.
      ConditionWait.awaitTrue(
          "the calls have the prices of the model",
          ControlPlaneState.LIMIT,
          () ->
              carl.get(CUSTOMER + "usage?groupBy=credential")
                  .json()
                  .path("items")
                  .valueStream()
                  .map(entry -> entry.path("output_tokens") + " " + entry.path("cost").asString(""))
                  .anyMatch("100 0.00101000"::equals));
    }
  }

  private static String usage(GatewayClient customer) {
    JsonNode entry =
        customer.get(CUSTOMER + "usage?groupBy=credential").json().path("items").path(0);
    return "%d %d %d"
        .formatted(
            entry.path("requests").asInt(),
            entry.path("input_tokens").asInt(),
            entry.path("output_tokens").asInt());
  }

  private ManagedProduct publish(ManagedTenants tenants, GatewayClient ada, String name) {
    ManagedProduct product = ManagedProduct.draft(tenants, ada, name, listener, "apikey");
    String below = PROVIDER + "api-services/" + product.service();
    made(
        ada,
        below + "/routes",
        "{'name': 'v1', 'path_kind': 'prefix', 'path': '/v1/', 'streaming': true, 'dialect': 'openai',"
            + " 'backends': [{'backend_id': '%s'}]}".formatted(product.backend(ada)));
    made(
        ada,
        PROVIDER + "policies",
        ("{'name': 'inspect', 'scope': 'service', 'api_service_id': '%s', 'kind': 'dlp', 'enabled': true,"
                + " 'spec': {'inspection': 'pre_and_incremental'}}")
            .formatted(product.service()));
    assertEquals(200, ada.post(product.publishPath() + "/publish", "").status());
    return product;
  }

  private static String subscription(GatewayClient carl, ManagedProduct product) {
    JsonNode plan =
        carl.get(CUSTOMER + "plans?product_id=" + product.product()).json().path("items").path(0);
    return made(
        carl,
        CUSTOMER + "subscriptions",
        "{'publish_id': '%s', 'plan_id': '%s'}"
            .formatted(product.publish(), plan.path("id").asString()));
  }
}
