package dev.sluice.bench.xds;

import dev.sluice.bench.process.TextTemplate;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.rows.SqlClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of the bench. Each method uses plain SQL in one transaction. */
final class BenchRows implements AutoCloseable {
  static final int ROUTES_OF_PRODUCT = 10;

  private static final TextTemplate PRODUCTS = new TextTemplate(BenchRows.class, "products.sql");
  private static final String ROUTES =
      """
      select product_publishes.id, routes.id, backends.id, product_publishes.hostname, routes.path
      from product_publishes
      join publish_services on publish_services.publish_id = product_publishes.id
      join routes on routes.api_service_id = publish_services.api_service_id
      join backends on backends.api_service_id = routes.api_service_id
      where product_publishes.hostname like 'p%.bench.test'
      order by product_publishes.hostname, routes.path
      """;
  private static final String SCOPES =
      "select host from publish_hostnames where publish_status = 'PUBLISHED'";
  private static final String REWRITE =
      "update routes set rewrite_prefix = ? where id = any (?::uuid[])";
  private static final String SET_POLICY =
      """
      insert into policies (tenant_id, scope, gateway_id, api_service_id, route_id, kind, name, spec)
      select tenants.id, s.scope, case s.scope when 'gateway' then gateways.id end,
        case when s.scope <> 'gateway' then api_services.id end, case s.scope when 'route' then routes.id end,
        s.kind, 'bench', s.spec::jsonb
      from (select ?::text as scope, ?::text as service, ?::text as route, ?::text as kind, ?::text as spec) s
      join tenants on tenants.slug = 'sample'
      join gateways on gateways.tenant_id = tenants.id and gateways.name = 'ai-gateway'
      join api_services on api_services.tenant_id = tenants.id and api_services.name = service
      join routes on routes.api_service_id = api_services.id and routes.name = route
      """;
  private static final String WITHDRAW = "delete from product_publishes where id = any (?::uuid[])";
  private static final String DROP =
      """
      delete from %s using backends
      where backends.api_service_id = %s and backends.id = any (?::uuid[])
      """;

  private final Connection connection;

  /** Creates rows that own the connection and close it. */
  BenchRows(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** Adds products and returns the time after the COMMIT, in nanoseconds. */
  long addProducts(int from, int to, int upstreamPort) {
    execute(PRODUCTS.fill(Map.of("from", from, "to", to, "port", upstreamPort)));
    return commit();
  }

  /** Updates the statistics of PostgreSQL's query planner. */
  void analyze() {
    execute("analyze");
    commit();
  }

  /** Returns every route of the bench, in the same order in each run. */
  List<BenchRoute> routes() {
    return query(ROUTES).stream()
        .map(row -> row.split("\\|"))
        .map(row -> new BenchRoute(row[0], row[1], row[2], row[3], row[4]))
        .toList();
  }

  /** Returns the number of scopes that an Envoy receives for all published hosts. */
  int scopes() {
    return query(SCOPES).size();
  }

  /** Changes the prefix of routes and returns the time after the COMMIT, in nanoseconds. */
  long rewrite(List<BenchRoute> routes, String prefix) {
    execute(REWRITE, prefix, ids(routes, BenchRoute::route));
    return commit();
  }

  /** Adds policies in one transaction. */
  void addPolicies(List<BenchPolicies.BenchPolicy> policies) {
    for (BenchPolicies.BenchPolicy policy : policies) {
      execute(
          SET_POLICY,
          policy.scope(),
          "bench-" + policy.product(),
          BenchPolicies.ROUTE,
          policy.kind(),
          policy.spec());
    }
    commit();
  }

  /** Deletes the policies of the bench. */
  void deletePolicies() {
    execute("delete from policies where name = 'bench'");
    commit();
  }

  /** Returns the findings about policies of the bench, by kind. */
  List<String> policyFindings() {
    return query(
        "select distinct kind, field, reason from findings"
            + " join policies on object = 'policies/' || policies.id where policies.name = 'bench'");
  }

  /** Deletes the products of routes, with their services and routes. */
  void deleteProducts(List<BenchRoute> routes) {
    execute(WITHDRAW, ids(routes, BenchRoute::publish));
    execute(DROP.formatted("routes", "routes.api_service_id"), ids(routes, BenchRoute::backend));
    execute(DROP.formatted("api_services", "api_services.id"), ids(routes, BenchRoute::backend));
    commit();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Returns the distinct ids as an array of PostgreSQL. */
  private static String ids(List<BenchRoute> routes, Function<BenchRoute, String> id) {
    return routes.stream().map(id).distinct().collect(Collectors.joining(",", "{", "}"));
  }

  private void execute(String sql, String... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private List<String> query(String sql) {
    try {
      List<String> rows = SqlClient.query(connection, sql);
      connection.commit();
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private long commit() {
    try {
      connection.commit();
      return System.nanoTime();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static ProcessFailedException failed(SQLException e) {
    return new ProcessFailedException("SQL of the bench failed: " + e.getMessage(), e);
  }
}
