package dev.sluice.controller.api;

import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A provider with a product that can be published, and a customer, all made through the API. */
final class ApiWorld implements AutoCloseable {
  final ApiTestServer server;
  final ApiClient operator;
  final ApiClient provider;
  final ApiClient customer;
  final String cluster;
  final String service;
  final String backend;
  final String route;
  final String gateway;
  final String product;
  final String plan;

  ApiWorld(Postgres postgres, Path folder) throws IOException {
    this(new ApiTestServer(postgres, folder));
  }

  /** Fills the database through a server that the caller configured. */
  ApiWorld(ApiTestServer server) {
    this.server = server;
    operator = server.user("root", "system-admin", "system", "");
    tenant("acme", "provider");
    tenant("shop", "customer");
    provider = server.user("ada", "org-admin", "org", "acme");
    customer = server.user("carl", "customer-admin", "customer", "shop");
    cluster =
        made(
            operator,
            "/v1/operator/clusters",
            "{'name': 'edge', 'region': 'eu', 'cloud_provider': 'on-premise', 'status': 'active'}");
    service = made(provider, "/v1/provider/api-services", "{'name': 'orders'}");
    String below = "/v1/provider/api-services/" + service;
    backend = made(provider, below + "/backends", "{'name': 'one'}");
    made(
        provider,
        "/v1/provider/backends/" + backend + "/endpoints",
        "{'host': '127.0.0.1', 'port': 8080}");
    route =
        made(
            provider,
            below + "/routes",
            "{'name': 'all', 'path_kind': 'prefix', 'path': '/', 'backends': [{'backend_id': '%s'}]}"
                .formatted(backend));
    gateway =
        made(
            provider,
            "/v1/provider/gateways",
            "{'name': 'public', 'listeners': [{'name': 'http', 'port': 8080, 'protocol': 'HTTP'}]}");
    product =
        made(
            provider,
            "/v1/provider/products",
            "{'name': 'Orders', 'slug': 'orders', 'version': '1', 'status': 'active'}");
    plan =
        made(
            provider,
            "/v1/provider/plans",
            "{'product_id': '%s', 'name': 'free', 'tier': 'free', 'per_minute': 100, 'burst': 10}"
                .formatted(product));
  }

  private void tenant(String slug, String kind) {
    made(
        operator,
        "/v1/operator/tenants",
        "{'slug': '%s', 'name': '%s', 'kind': '%s'}".formatted(slug, slug, kind));
  }

  /** Creates a resource from JSON with single quotes, and returns its id. */
  static String made(ApiClient client, String path, String body) {
    return client.post(path, body.replace('\'', '"')).expect(201).id();
  }

  /** Returns the body of a publish of the product with some members changed. */
  String publishBody(Map<String, String> changes) {
    Map<String, String> members = new TreeMap<>();
    members.put("product_id", '"' + product + '"');
    members.put("api_services", "[\"" + service + "\"]");
    members.put("gateway_id", '"' + gateway + '"');
    members.put("cluster_id", '"' + cluster + '"');
    members.put("environment", "\"dev\"");
    members.put("auth_mode", "\"apikey\"");
    members.put("visibility", "\"public\"");
    members.putAll(changes);
    members.values().removeIf(String::isEmpty);
    StringBuilder body = new StringBuilder("{");
    members.forEach((name, value) -> body.append('"' + name + "\":" + value + ","));
    return body.deleteCharAt(body.length() - 1).append('}').toString();
  }

  /** Creates a draft and returns its path. */
  String draft() {
    String id =
        provider.post("/v1/provider/product-publishes", publishBody(Map.of())).expect(201).id();
    return "/v1/provider/product-publishes/" + id;
  }

  /** Publishes the product and returns the path of the publish. */
  String published() {
    String path = draft();
    provider.post(path + "/publish", "").expect(200);
    return path;
  }

  /** Subscribes the customer to a publish and returns the id. */
  String subscription(String publishPath) {
    return made(
        customer,
        "/v1/customer/subscriptions",
        "{'publish_id': '%s', 'plan_id': '%s'}"
            .formatted(publishPath.substring(publishPath.lastIndexOf('/') + 1), plan));
  }

  @Override
  public void close() {
    server.close();
  }
}
