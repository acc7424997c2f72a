package dev.sluice.e2e.traffic.release;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.List;

/** A product of its own tenant, whose route has a stable backend and a next one of weight 0. */
final class TwoBackendProduct implements AutoCloseable {
  private static final String NEXT =
      """
      with backend as (insert into backends (api_service_id, name)
          select id, ? || '-next' from api_services where name = ? returning id, api_service_id),
        endpoint as (insert into backend_endpoints (backend_id, host, port)
          select id, '127.0.0.1', ? from backend)
      insert into route_backends (route_id, backend_id, api_service_id, weight)
      select routes.id, backend.id, backend.api_service_id, 0
      from backend join routes on routes.api_service_id = backend.api_service_id
      """;
  private static final String WEIGHTS =
      """
      update route_backends set weight = case when backends.name like '%-next' then ? else ? end
      from backends, api_services
      where backends.id = backend_id and api_services.id = backends.api_service_id
        and api_services.name = ?
      """;
  private static final String RELEASE =
      """
      insert into releases (api_service_id, name, from_backend_id, to_backend_id, steps, guard)
      select s.id, s.name, f.id, t.id, ?::jsonb, ?::jsonb
      from api_services s
      join backends f on f.api_service_id = s.id and f.name = s.name
      join backends t on t.api_service_id = s.id and t.name = s.name || '-next'
      where s.name = ?
      """;

  private final TestEnvironment sluice;
  private final String name;
  private final CountingUpstream stable = new CountingUpstream("stable");
  private final CountingUpstream next = new CountingUpstream("next");
  private final ProviderTenant provider;
  private final GatewayClient client;

  TwoBackendProduct(TestEnvironment sluice, String name) {
    this.sluice = sluice;
    this.name = name;
    this.provider = sluice.newProvider(name).addProduct(name, stable.port());
    sluice.sql().execute(NEXT, name, name, next.port());
    provider.publishProduct(name, "dev", "default");
    this.client = sluice.atHost(provider.port(), name + ".dev.local.api.example.com");
    ControlPlaneState.awaitStatus(client, 200);
  }

  CountingUpstream stable() {
    return stable;
  }

  CountingUpstream next() {
    return next;
  }

  ProviderTenant provider() {
    return provider;
  }

  GatewayClient client() {
    return client;
  }

  /** Sets both weights in one transaction. */
  void setWeights(int stableWeight, int nextWeight) {
    sluice.sql().execute(WEIGHTS, nextWeight, stableWeight, name);
  }

  /** Calls the product at a constant rate. */
  ConstantRateLoad load(int rate) {
    return new ConstantRateLoad(List.of("call"), rate, _ -> client.get("/"));
  }

  /** Sets a variant policy of the service, with the backends named {@code stable} and {@code b}. */
  void setVariants(String more) {
    provider.setServicePolicy(
        name,
        "variant",
        "{\"variants\": {\"stable\": \"%s\", \"b\": \"%s-next\"}%s}".formatted(name, name, more));
  }

  /** Starts a release from the stable backend to the next one. */
  void startRelease(String steps, String guard) {
    sluice.sql().execute(RELEASE, steps, guard, name);
  }

  void setReleaseStatus(String status) {
    sluice.sql().execute("update releases set status = ? where name = ?", status, name);
  }

  void updateGuard(String guard) {
    sluice.sql().execute("update releases set guard = ?::jsonb where name = ?", guard, name);
  }

  /** Returns a column of the release as text. */
  String release(String column) {
    return sluice
        .sql()
        .query("select " + column + " from releases where name = ?", name)
        .getFirst();
  }

  void awaitRelease(String status) {
    boolean reached =
        ConditionWait.becomesTrue(ControlPlaneState.LIMIT, () -> release("status").equals(status));
    if (!reached) {
      throw new AssertionError(
          release(
              "status || ' ' || current_step || ' ' || coalesce(reason, '') || ' ' || history"));
    }
  }

  /** Returns the weights of the stable backend and of the next one. */
  List<String> weights() {
    return sluice
        .sql()
        .query(
            "select weight from route_backends join backends on backends.id = backend_id"
                + " where backends.name in (?, ? || '-next') order by backends.name",
            name,
            name);
  }

  /** Returns the active revisions and former ones that changed the weights of the product. */
  long revisions() {
    return Long.parseLong(
        sluice
            .sql()
            .query(
                "select count(*) from config_revisions where reason like '%route_backends/'"
                    + " || (select id from routes where name = ?) || '%'",
                name)
            .getFirst());
  }

  @Override
  public void close() {
    provider.close();
    stable.close();
    next.close();
  }
}
