package dev.sluice.e2e.controlplane;

import java.util.List;

/**
 * A case of invalid rows. The rows of the invalid product have its name; those of its neighbour
 * have another.
 *
 * @param sql the statements that make the rows invalid
 * @param expectedProblem a part of the error: of the database, which then changes nothing, or of a
 *     finding {@code source table field: reason}
 * @param repairSql the statements that repair the rows; empty if the database rejects the change
 */
record InvalidRowCase(String name, String sql, String expectedProblem, String repairSql) {
  static final String PRODUCT = "poisoned";
  private static final String ROUTE = " where name = 'poisoned'";
  private static final String PUBLISH =
      " where product_id = (select id from products where slug = 'poisoned')";
  private static final String LISTENER =
      " where gateway_id = (select id from gateways where tenant_id ="
          + " (select id from tenants where slug = 'poison'))";
  private static final String SERVICE = "(select id from api_services where name = 'poisoned')";
  private static final String DATABASE = "";

  boolean isRefusedByDatabase() {
    return repairSql.equals(DATABASE);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Returns the cases that the database rejects. */
  static List<InvalidRowCase> rejectedByDatabase() {
    return List.of(
        new InvalidRowCase(
            "port 0",
            "update backend_endpoints set port = 0 where backend_id ="
                + " (select id from backends where name = 'poisoned')",
            "backend_endpoints_port_check",
            DATABASE),
        new InvalidRowCase(
            "dangling reference",
            "insert into route_backends (route_id, backend_id) select id, gen_random_uuid()"
                + " from routes"
                + ROUTE,
            "violates foreign key constraint",
            DATABASE),
        new InvalidRowCase(
            "unknown cluster",
            "update product_publishes set cluster_id = gen_random_uuid()" + PUBLISH,
            "violates foreign key constraint",
            DATABASE),
        new InvalidRowCase(
            "duplicate host",
            "insert into publish_hostnames (publish_id, host) select id, 'taken.test'"
                + " from product_publishes"
                + PUBLISH,
            "publish_hostnames_one_publish",
            DATABASE),
        new InvalidRowCase(
            "unknown policy kind", policy("magic", "{}"), "policies_kind_check", DATABASE),
        new InvalidRowCase(
            "very long path",
            "update routes set path = '/' || repeat('a', 1000)" + ROUTE,
            "routes_path_check",
            DATABASE));
  }

  /** Returns the cases that the planner leaves out. */
  static List<InvalidRowCase> rejectedByPlanner() {
    return List.of(
        route("bad regex", "path_kind = 'regex', path = '/('", "path: is no RE2 expression"),
        route(
            "regex too large",
            "path_kind = 'regex', path = '/' || repeat('[a-z]{900}', 4)",
            "path: is too large an expression"),
        route(
            "1 MB header value",
            "headers = jsonb_build_array(jsonb_build_object('name', 'x-a', 'exact',"
                + " repeat('a', 1000000)))",
            "headers/0/exact: "),
        route(
            "header match with control characters",
            "headers = jsonb_build_array(jsonb_build_object('name', 'x-a', 'exact', E'a\\nb'))",
            "headers/0/exact: does not have the allowed form"),
        route(
            "JSON too deep",
            "headers = (repeat('[', 3000) || repeat(']', 3000))::jsonb",
            "plan routes headers"),
        new InvalidRowCase(
            "policy that lacks a key",
            policy("cache", "{}"),
            "spec: the key 'ttl_seconds' is missing",
            "delete from policies where name = 'poison'"),
        new InvalidRowCase(
            "policy that says nothing",
            policy("dlp", "{\"inspection\": \"sometimes\"}"),
            "plan policies spec",
            "delete from policies where name = 'poison'"),
        new InvalidRowCase(
            "bad auth_config",
            "update product_publishes set auth_mode = 'oauth2', auth_config = '{\"issuer\": 7}'"
                + PUBLISH,
            "auth_config/issuer: must name an issuer",
            "update product_publishes set auth_mode = 'none', auth_config = '{}'" + PUBLISH),
        new InvalidRowCase(
            "invalid host",
            "insert into publish_hostnames (publish_id, host) select id, 'bad!host'"
                + " from product_publishes"
                + PUBLISH,
            "host: is no host name",
            "delete from publish_hostnames where host = 'bad!host'"),
        new InvalidRowCase(
            "weights all 0",
            "update route_backends set weight = 0 where api_service_id = " + SERVICE,
            "backends: no backend that can be served has a weight",
            "update route_backends set weight = 100 where api_service_id = " + SERVICE),
        new InvalidRowCase(
            "wrong gateway class",
            "update gateways set gateway_class = 'kong' where name = 'poison'",
            "gateway_class: only envoy-gateway is served",
            "update gateways set gateway_class = 'envoy-gateway' where name = 'poison'"),
        listener("gateway without a servable listener", "protocol = 'TCP'", "no listener can be"),
        listener(
            "listener without its certificate",
            "protocol = 'HTTPS', tls_mode = 'terminate', secret_ref = 'absent'",
            "plan gateway_listeners secret_ref"),
        new InvalidRowCase(
            "two gateways of one name",
            "update gateways set name = 'neighbour' where name = 'poison'",
            "name: another gateway here has this name",
            "update gateways set name = 'poison' where tenant_id ="
                + " (select id from tenants where slug = 'poison')"));
  }

  /** Returns the cases that only Envoy rejects. */
  static List<InvalidRowCase> rejectedByEnvoy(int takenPort, int port) {
    String back = "update gateway_listeners set port = " + port + LISTENER;
    return List.of(
        route("prefix rewrite of two lines", "rewrite_prefix = E'/a\\nb'", "PrefixRewrite"),
        new InvalidRowCase(
            "listener port in use at the node",
            "update gateway_listeners set port = " + takenPort + LISTENER,
            "node gateways Listener poison/http: ",
            back));
  }

  /** Returns the case of a port that an older gateway has on the same nodes. */
  static InvalidRowCase portOfAnotherGateway(int neighboursPort, int port) {
    return new InvalidRowCase(
        "listener port of another gateway",
        "update gateway_listeners set port = " + neighboursPort + LISTENER,
        "plan gateway_listeners port: gateway neighbour has port " + neighboursPort,
        "update gateway_listeners set port = " + port + LISTENER);
  }

  private static InvalidRowCase route(String name, String how, String words) {
    return new InvalidRowCase(
        name,
        "update routes set " + how + ROUTE,
        words,
        "update routes set path_kind = 'prefix', path = '/', headers = '[]', rewrite_prefix = null"
            + ROUTE);
  }

  private static InvalidRowCase listener(String name, String how, String words) {
    return new InvalidRowCase(
        name,
        "update gateway_listeners set " + how + LISTENER,
        words,
        "update gateway_listeners set protocol = 'HTTP', tls_mode = null, secret_ref = null"
            + LISTENER);
  }

  private static String policy(String kind, String spec) {
    return "insert into policies (tenant_id, scope, kind, name, spec) select id, 'global', '"
        + kind
        + "', 'poison', '"
        + spec
        + "' from tenants where slug = 'poison'";
  }
}
