package dev.sluice.e2e.traffic;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.function.Predicate;

/** A product of its own tenant whose service has API versions, each with a backend. */
final class VersionedProduct implements AutoCloseable {
  private static final String ADD_VERSION =
      """
      with version as (insert into api_versions (api_service_id, label)
          select id, ? from api_services where name = ? returning id, label, api_service_id),
        backend as (insert into backends (api_service_id, name) select api_service_id, label from version
          returning id, api_service_id),
        endpoint as (insert into backend_endpoints (backend_id, host, port) select id, '127.0.0.1', ? from backend),
        route as (insert into routes (api_service_id, api_version_id, name, path_kind, path)
          select api_service_id, id, label, 'prefix', ? from version returning id)
      insert into route_backends (route_id, backend_id, api_service_id)
      select route.id, backend.id, api_service_id from route, backend
      """;

  private final TestEnvironment sluice;
  private final String name;
  private final ProviderTenant provider;

  /** Publishes a product whose service has no routes yet. */
  VersionedProduct(TestEnvironment sluice, String name) {
    this.sluice = sluice;
    this.name = name;
    provider = sluice.newProvider(name).addProduct(name, sluice.echoPort());
    sluice.sql().execute("delete from routes where name = ?", name);
    provider.publishProduct(name, "dev", "default");
  }

  /** Sets how callers name a version. */
  void setVersioning(String versioning) {
    sluice
        .sql()
        .execute("update api_services set versioning = ?::jsonb where name = ?", versioning, name);
  }

  /** Adds an active version with a route for a path prefix. */
  VersionedProduct addVersion(String label, String path, int upstream) {
    sluice.sql().execute(ADD_VERSION, label, name, upstream, path);
    return this;
  }

  /** Changes the rows of a version; the text is a list of assignments. */
  void update(String label, String assignments, Object... parameters) {
    Object[] all = new Object[parameters.length + 2];
    System.arraycopy(parameters, 0, all, 0, parameters.length);
    all[parameters.length] = label;
    all[parameters.length + 1] = name;
    sluice
        .sql()
        .execute(
            "update api_versions v set "
                + assignments
                + " from api_services s where s.id = api_service_id and label = ? and s.name = ?",
            all);
  }

  GatewayClient client() {
    return sluice.atHost(provider.port(), name + ".dev.local.api.example.com");
  }

  /** Calls a path until the response has a property, and returns it. */
  static GatewayResponse await(
      GatewayClient client, String path, Predicate<GatewayResponse> wanted) {
    GatewayResponse[] last = new GatewayResponse[1];
    boolean holds =
        ConditionWait.becomesTrue(
            ControlPlaneState.LIMIT,
            () -> {
              last[0] = client.get(path);
              return wanted.test(last[0]);
            });
    if (!holds) {
      throw new AssertionError("in vain for " + path + ", last: " + last[0]);
    }
    return last[0];
  }

  @Override
  public void close() {
    provider.close();
  }
}
