package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of roles that are bound at one gateway, product or subscription. */
@ExtendWith(NoWarnings.class)
final class ScopedRolesIT {
  private static final String BINDINGS = "/v1/operator/role-bindings";
  private static final String GATEWAYS = "/v1/provider/gateways";
  private static final String PRODUCTS = "/v1/provider/products";
  private static final String PUBLISHES = "/v1/provider/product-publishes";
  private static final String PLANS = "/v1/provider/plans";
  private static final String CHANGE = "{\"labels\": {\"team\": \"b\"}}";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;
  private String user = "";
  private ApiClient bob;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
    user =
        ApiWorld.made(
            world.operator,
            "/v1/operator/users",
            "{'issuer': '" + ApiTestServer.ISSUER + "', 'subject': 'bob'}");
    bob = world.server.as("bob").in("acme");
  }

  private String binding(String role, String scope, String id) {
    return "{\"user_id\": \"%s\", \"role\": \"%s\", \"scope\": \"%s\", \"scope_id\": \"%s\"}"
        .formatted(user, role, scope, id);
  }

  /** Gives the user a role, as the operator, and returns the id of the binding. */
  private String bind(String role, String scope, String id, String slug) {
    String tenant = postgres.query("select id from tenants where slug = '" + slug + "'").getFirst();
    String member = ", \"tenant_id\": \"" + tenant + "\"}";
    return world
        .operator
        .post(BINDINGS, binding(role, scope, id).replace("}", member))
        .expect(201)
        .id();
  }

  private String gateway(String name, int port) {
    return ApiWorld.made(
        world.provider,
        GATEWAYS,
        "{'name': '%s', 'listeners': [{'name': 'http', 'port': %d, 'protocol': 'HTTP'}]}"
            .formatted(name, port));
  }

  private String product(String slug) {
    return ApiWorld.made(
        world.provider,
        PRODUCTS,
        "{'name': '%s', 'slug': '%1$s', 'version': '1', 'status': 'active'}".formatted(slug));
  }

  private static String plan(String product, String name) {
    return "{\"product_id\": \"%s\", \"name\": \"%s\", \"tier\": \"free\", \"per_minute\": 1, \"burst\": 1}"
        .formatted(product, name);
  }

  @Test
  @Tag("C-59")
  @DisplayName("C-59 the owner of a gateway changes it and publishes on it, not on others")
  void gatewayOwner_otherGateway_isNotCovered() {
    String other = gateway("other", 8081);
    bind("gateway-owner", "gateway", world.gateway, "acme");

    bob.patch(GATEWAYS + "/" + world.gateway, "\"0\"", CHANGE).expect(200);
    bob.patch(GATEWAYS + "/" + other, "\"0\"", CHANGE).expect(404);
    String draft = bob.post(PUBLISHES, world.publishBody(Map.of())).expect(201).id();
    bob.post(PUBLISHES + "/" + draft + "/publish", "").expect(200);
    Map<String, String> elsewhere = Map.of("gateway_id", '"' + other + '"');
    bob.post(PUBLISHES, world.publishBody(elsewhere)).expect(403);
    bob.post("/v1/provider/api-services", "{\"name\": \"own\"}").expect(403);
    bob.post(PLANS, plan(world.product, "own")).expect(403);
  }

  @Test
  @Tag("C-59")
  @DisplayName("C-59 a publish does not move to a gateway outside of the binding")
  void gatewayOwner_publishMoved_isForbidden() {
    String other = gateway("other", 8081);
    bind("gateway-owner", "gateway", world.gateway, "acme");
    String body = "{\"gateway_id\": \"" + other + "\"}";

    bob.patch(world.draft(), "\"0\"", body).expect(403);
  }

  @Test
  @Tag("C-59")
  @DisplayName("C-59 a manager of a product changes it and its plans, no others")
  void productManager_otherProduct_isNotCovered() {
    String other = product("other");
    bind("business-manager", "product", world.product, "acme");
    String change = "{\"description\": \"new\"}";

    bob.patch(PRODUCTS + "/" + world.product, "\"0\"", change).expect(200);
    bob.patch(PRODUCTS + "/" + other, "\"0\"", change).expect(404);
    bob.post(PLANS, plan(world.product, "paid")).expect(201);
    bob.post(PLANS, plan(other, "paid")).expect(403);
    bob.post(PRODUCTS, "{\"name\": \"n\", \"slug\": \"nn\", \"version\": \"1\"}").expect(403);
    bob.patch(GATEWAYS + "/" + world.gateway, "\"0\"", CHANGE).expect(403);
  }

  @Test
  @Tag("C-59")
  @DisplayName("C-59 a consumer of a subscription gets keys of it, of no other")
  void consumer_otherSubscription_isNotCovered() {
    String own = world.subscription(world.published());
    String body =
        world.publishBody(Map.of("environment", "\"staging\"", "hostname", "\"s.example.com\""));
    String staging = PUBLISHES + "/" + world.provider.post(PUBLISHES, body).expect(201).id();
    world.provider.post(staging + "/publish", "").expect(200);
    String other = world.subscription(staging);
    bind("api-consumer", "subscription", own, "shop");
    ApiClient consumer = bob.in("shop");
    String key = "{\"subscription_id\": \"%s\"}";

    consumer.post("/v1/customer/credentials", key.formatted(own)).expect(201);
    consumer.post("/v1/customer/credentials", key.formatted(other)).expect(403);
  }

  @Test
  void binding_ofMissingOrForeignRow_isRejectedAlike() {
    world.server.tenant("globex", "provider");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    user = postgres.query("select id from users where subject = 'gus'").getFirst();
    String missing = UUID.randomUUID().toString();
    for (String scope : List.of("gateway", "product")) {
      String role = scope.equals("gateway") ? "gateway-owner" : "business-manager";
      String foreign = scope.equals("gateway") ? world.gateway : world.product;
      for (String id : List.of(missing, foreign)) {
        assertEquals(
            "/scope_id names nothing that exists here",
            gus.post(BINDINGS, binding(role, scope, id)).expect(422).firstError());
      }
    }
  }

  @Test
  void binding_byOperatorAtForeignRow_isRejected() {
    String globex = world.server.tenant("globex", "provider");
    String body = binding("gateway-owner", "gateway", world.gateway);
    String foreign = body.replace("}", ", \"tenant_id\": \"" + globex + "\"}");

    ApiClient.Answer answer = world.operator.post(BINDINGS, foreign).expect(422);
    assertEquals("/scope_id names nothing that exists here", answer.firstError());
  }

  @Test
  void binding_movedToMissingRow_isRejected() {
    String id = bind("gateway-owner", "gateway", world.gateway, "acme");
    String change = "{\"scope_id\": \"" + UUID.randomUUID() + "\"}";

    world.operator.patch(BINDINGS + "/" + id, "\"0\"", change).expect(422);
  }

  @Test
  void bindings_ofDeletedRows_areDeletedAndAudited() {
    String gateway = gateway("other", 8081);
    String product = product("other");
    bind("gateway-owner", "gateway", gateway, "acme");
    bind("business-manager", "product", product, "acme");
    bob.get(GATEWAYS).expect(200);

    world.provider.delete(GATEWAYS + "/" + gateway, "\"0\"").expect(204);
    assertEquals(List.of(product), scopes());
    world.provider.delete(PRODUCTS + "/" + product, "\"0\"").expect(204);
    assertEquals(List.of(), scopes());
    bob.get(GATEWAYS).expect(403);
    assertEquals(
        List.of(gateway, product),
        postgres.query(
            "select before ->> 'scope_id' from change_events where action = 'DELETE'"
                + " and resource_type = 'role_binding' order by at"));
  }

  @Test
  void bindings_ofDeletedUser_areAudited() {
    bind("gateway-owner", "gateway", world.gateway, "acme");

    world.operator.delete("/v1/operator/users/" + user, "\"0\"").expect(204);
    assertEquals(List.of(), scopes());
    assertEquals(
        List.of(user),
        postgres.query(
            "select before ->> 'user_id' from change_events where action = 'DELETE'"
                + " and resource_type = 'role_binding'"));
  }

  private List<String> scopes() {
    return postgres.query("select scope_id from role_bindings where user_id = '" + user + "'");
  }
}
