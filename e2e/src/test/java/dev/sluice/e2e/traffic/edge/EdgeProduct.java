package dev.sluice.e2e.traffic.edge;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.List;

/** A product of its own tenant, whose policies and columns a test sets before it is published. */
final class EdgeProduct implements AutoCloseable {
  private static final String CLUSTER = "default";

  private final TestEnvironment sluice;
  private final String name;
  private final ProviderTenant provider;

  EdgeProduct(TestEnvironment sluice, String name, int upstream) {
    this.sluice = sluice;
    this.name = name;
    this.provider = sluice.newProvider(name).addProduct(name, upstream);
  }

  /** Sets a policy of all routes. */
  EdgeProduct policy(String kind, String spec) {
    provider.setPolicy(kind, spec);
    return this;
  }

  EdgeProduct routePolicy(String kind, String spec) {
    provider.setRoutePolicy(name, name, kind, spec);
    return this;
  }

  EdgeProduct gatewayPolicy(String kind, String spec) {
    provider.setGatewayPolicy(kind, spec);
    return this;
  }

  /** Sets a column of the route. */
  EdgeProduct column(String column, Object value) {
    sluice.sql().execute("update routes set " + column + " = ? where name = ?", value, name);
    return this;
  }

  /** Makes the backend a gRPC server. */
  EdgeProduct grpc() {
    sluice.sql().execute("update backends set scheme = 'grpc' where name = ?", name);
    return this;
  }

  EdgeProduct publish() {
    provider.publishProduct(name, "dev", CLUSTER);
    return this;
  }

  /** Publishes the product and waits until a GET request gets this status. */
  EdgeProduct publishAndAwait(int status) {
    publish();
    ControlPlaneState.awaitStatus(client(), status);
    return this;
  }

  GatewayClient client() {
    return sluice.atHost(port(), host());
  }

  int port() {
    return provider.port();
  }

  String host() {
    return name + ".dev.local.api.example.com";
  }

  /** Returns the findings about the policies of the tenant. */
  List<String> policyFindings() {
    return sluice
        .sql()
        .query(
            "select policies.kind, field, reason from findings join policies on object ="
                + " 'policies/' || policies.id join tenants on tenants.id = policies.tenant_id"
                + " where slug = ? order by 1, 2, 3",
            name);
  }

  @Override
  public void close() {
    provider.close();
  }
}
