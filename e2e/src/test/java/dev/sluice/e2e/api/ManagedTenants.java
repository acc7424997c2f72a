package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.Map;

/** A client of the management API that makes tenants and their users. */
final class ManagedTenants {
  private static final String OPERATOR = "/v1/operator/";

  private final TestEnvironment sluice;
  private final int port;
  private final GatewayClient root;

  /**
   * Creates a client.
   *
   * @param port the port of the API
   */
  ManagedTenants(TestEnvironment sluice, int port) {
    this.sluice = sluice;
    this.port = port;
    this.root = client("root");
  }

  TestEnvironment sluice() {
    return sluice;
  }

  /** Makes the user {@code root} the first administrator. */
  void redeem(String token) {
    GatewayResponse answer =
        root.post("/v1/public/first-admin", json("{'token': '%s'}".formatted(token)));
    assertEquals(200, answer.status(), answer.body());
  }

  GatewayClient root() {
    return root;
  }

  /** Makes a tenant with one user who has one role, and returns that user's client. */
  GatewayClient user(String subject, String role, String scope, String slug, String kind) {
    String tenant =
        made(
            root,
            OPERATOR + "tenants",
            "{'slug': '%s', 'name': '%s', 'kind': '%s'}".formatted(slug, slug, kind));
    String user =
        made(
            root,
            OPERATOR + "users",
            "{'issuer': '%s', 'subject': '%s'}"
                .formatted(sluice.stack().issuer().issuer(), subject));
    made(
        root,
        OPERATOR + "role-bindings",
        "{'user_id': '%s', 'role': '%s', 'scope': '%s', 'tenant_id': '%s'}"
            .formatted(user, role, scope, tenant));
    return client(subject).withHeader("X-Tenant-Slug", slug);
  }

  private GatewayClient client(String subject) {
    String token = sluice.stack().issuer().token("viewer", Map.of("sub", subject));
    return sluice.atHost(port, "127.0.0.1:" + port).withBearer(token);
  }

  /** Returns the id of the cluster that the stack's Envoys are in. */
  String cluster() {
    return root.get(OPERATOR + "clusters?name=default")
        .json()
        .path("items")
        .path(0)
        .path("id")
        .asString();
  }

  /** Makes an active cluster, and returns its id. */
  String addCluster(String name) {
    return made(
        root,
        OPERATOR + "clusters",
        "{'name': '%s', 'region': 'eu', 'cloud_provider': 'on-premise', 'status': 'active'}"
            .formatted(name));
  }

  /** Creates a resource from JSON with single quotes, and returns its id. */
  static String made(GatewayClient client, String path, String body) {
    GatewayResponse answer = client.post(path, json(body));
    assertEquals(201, answer.status(), answer.body());
    return answer.json().path("id").asString();
  }

  /** Issues an API key for a subscription of a customer, and returns it. */
  static String issuedKey(GatewayClient customer, String subscription) {
    GatewayResponse answer =
        customer.post(
            "/v1/customer/credentials", json("{'subscription_id': '%s'}".formatted(subscription)));
    assertEquals(201, answer.status(), answer.body());
    return answer.json().path("key").asString();
  }

  static String json(String body) {
    return body.replace('\'', '"');
  }
}
