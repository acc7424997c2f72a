package dev.sluice.e2e.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sequence of random changes of every kind to the products of one provider. Permanent products
 * are changed; temporary ones are added and deleted. The same seed produces the same changes.
 */
public final class RandomRowChanges {
  private static final int LASTING = 6;
  private static final int PASSING = 10;
  private static final int MOVING = 3;
  private static final int KINDS = 8;
  private static final String CLUSTER = "default";
  private static final String ENVIRONMENT = "dev";

  private static final String SECOND_BACKEND =
      """
      with service as (select id from api_services where name = ?),
        backend as (insert into backends (api_service_id, name) select id, 'second' from service
          returning id, api_service_id),
        endpoint as (insert into backend_endpoints (backend_id, host, port)
          select id, '127.0.0.1', ?::int from backend)
      insert into route_backends (route_id, backend_id, api_service_id)
      select routes.id, backend.id, backend.api_service_id from backend
      join routes on routes.api_service_id = backend.api_service_id
      """;
  private static final String ADD_ROUTE =
      """
      with route as (insert into routes (api_service_id, name, path_kind, path, streaming)
          select id, ?, 'prefix', '/extra', true from api_services where name = ?
          returning id, api_service_id)
      insert into route_backends (route_id, backend_id, api_service_id)
      select route.id, backends.id, backends.api_service_id from route
      join backends on backends.api_service_id = route.api_service_id and backends.name = 'second'
      """;
  private static final String DELETE_ROUTE = "delete from routes where name = ?";
  private static final String MOVE_HOST =
      """
      delete from publish_hostnames where host = ?;
      insert into publish_hostnames (publish_id, host)
      select product_publishes.id, ? from product_publishes join products on products.id = product_id
      where slug = ?
      """;
  private static final String WEIGH =
      """
      update route_backends set weight = case backends.name when 'second' then ?::int else 100 - ?::int end
      from backends, routes
      where backends.id = backend_id and routes.id = route_id and routes.name = ?
      """;
  private static final String MOVE_ENDPOINT =
      """
      update backend_endpoints set port = ?::int
      from backends, api_services
      where backends.id = backend_id and api_services.id = backends.api_service_id
        and backends.name = ? and api_services.name = ?
      """;

  private final ProviderTenant provider;
  private final SqlClient rows;
  private final List<Integer> upstreams;
  private final Runnable rotation;
  private final Random random;
  private final Set<String> there = new TreeSet<>();

  /**
   * Adds the permanent products.
   *
   * @param upstreams the ports of upstreams on this machine; each responds to any request
   * @param rotation the action that replaces the certificate of the gateway
   */
  public RandomRowChanges(
      ProviderTenant provider,
      SqlClient rows,
      List<Integer> upstreams,
      Runnable rotation,
      long seed) {
    this.provider = provider;
    this.rows = rows;
    this.upstreams = List.copyOf(upstreams);
    this.rotation = rotation;
    this.random = new Random(seed);
    for (int n = 0; n < LASTING; n++) {
      String product = product("lasts", n);
      provider.addProduct(product, upstream());
      rows.execute(SECOND_BACKEND, product, upstream());
      provider.publishProduct(product, ENVIRONMENT, CLUSTER);
    }
    for (int n = 0; n < MOVING; n++) {
      moveHost(n);
    }
  }

  /** Returns the hosts of the permanent products. */
  public List<String> permanentHosts() {
    List<String> hosts = new ArrayList<>();
    for (int n = 0; n < LASTING; n++) {
      hosts.add(host(product("lasts", n)));
    }
    for (int n = 0; n < MOVING; n++) {
      hosts.add(moving(n));
    }
    return hosts;
  }

  /** Returns the hosts of the temporary products. */
  public List<String> temporaryHosts() {
    List<String> hosts = new ArrayList<>();
    for (int n = 0; n < PASSING; n++) {
      hosts.add(host(product("passes", n)));
    }
    return hosts;
  }

  public boolean isPublished(String host) {
    return there.contains(host);
  }

  /** Applies the next change. */
  public void applyNext() {
    switch (random.nextInt(KINDS)) {
      case 0, 1 -> addOrDelete(product("passes", random.nextInt(PASSING)));
      case 2 -> moveHost(random.nextInt(MOVING));
      case 3 -> weigh(random.nextInt(101));
      case 4 -> addOrDeleteRoute(anyLasting());
      case 5 -> rotation.run();
      default -> rows.execute(MOVE_ENDPOINT, upstream(), "second", anyLasting());
    }
  }

  private void addOrDelete(String product) {
    if (there.remove(host(product))) {
      provider.deleteProduct(product);
    } else {
      provider.addProduct(product, upstream()).publishProduct(product, ENVIRONMENT, CLUSTER);
      there.add(host(product));
    }
  }

  private void addOrDeleteRoute(String product) {
    String route = product + "-extra";
    if (there.remove(route)) {
      rows.execute(DELETE_ROUTE, route);
    } else {
      rows.execute(ADD_ROUTE, route, product);
      there.add(route);
    }
  }

  private void moveHost(int n) {
    rows.execute(MOVE_HOST, moving(n), moving(n), anyLasting());
  }

  private void weigh(int second) {
    rows.execute(WEIGH, second, second, anyLasting());
  }

  private String anyLasting() {
    return product("lasts", random.nextInt(LASTING));
  }

  private int upstream() {
    return upstreams.get(random.nextInt(upstreams.size()));
  }

  private String product(String kind, int n) {
    return provider.slug() + "-" + kind + "-" + n;
  }

  private String moving(int n) {
    return provider.slug() + "-moves-" + n + ".test";
  }

  private static String host(String product) {
    return product + "." + ENVIRONMENT + ".local.api.example.com";
  }
}
