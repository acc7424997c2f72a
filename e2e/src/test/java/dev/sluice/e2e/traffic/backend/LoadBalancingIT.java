package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ClusterRows;
import dev.sluice.e2e.stack.AdditionalCluster;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests of load balancing and of endpoints that come and go. */
@ExtendWith(TestEnvironmentExtension.class)
final class LoadBalancingIT {
  private final TestEnvironment sluice;

  @RegisterExtension final SwitchableUpstreams upstreams = new SwitchableUpstreams();

  LoadBalancingIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-78")
  @DisplayName("C-78 weights 3:1 give 75 ± 3 %")
  void weights_threeToOne() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    try (BackendProduct product = new BackendProduct(sluice, "lb-weights", a.port())) {
      product.add(b.port(), "weight = 100").setEndpoint(a.port(), "weight = 300").publish();
      await(product, Set.of("a", "b"));
      int calls = Sweep.of(1000, 4000);
      Map<String, Integer> outcomes = product.call(calls);
      System.out.println("weights 3:1 over " + calls + " calls: " + outcomes);
      assertEquals(calls * 0.75, outcomes.getOrDefault("a", 0), calls * 0.03, outcomes::toString);
      assertEquals(Set.of("a", "b"), outcomes.keySet());
    }
  }

  @Test
  @Tag("C-78")
  @DisplayName("C-78 an added endpoint gets traffic within 2 s, and no listener drains")
  void addedEndpoint_getsTraffic() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    try (BackendProduct product = new BackendProduct(sluice, "lb-added", a.port())) {
      product.publish();
      String before = listenerChanges();
      long start = System.nanoTime();
      product.add(b.port());
      await(product, Set.of("a", "b"));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println("added endpoint got traffic after " + took.toMillis() + " ms");
      assertTrue(took.toMillis() < 2000, took::toString);
      assertEquals(before, listenerChanges());
      product.remove(a.port());
      await(product, Set.of("b"));
      assertEquals(Map.of("b", 50), product.call(50));
    }
  }

  @Test
  void drainedEndpoint_finishesItsRequests() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    SwitchableUpstream c = upstreams.start("c");
    try (BackendProduct product = new BackendProduct(sluice, "lb-drained", a.port())) {
      product.publish();
      a.slowDown(Duration.ofSeconds(3));
      int before = a.requests();
      GatewayClient client = product.client();
      CompletableFuture<GatewayResponse> running =
          CompletableFuture.supplyAsync(() -> client.get("/running"));
      ConditionWait.awaitTrue("it runs", ControlPlaneState.LIMIT, () -> a.requests() > before);
      a.slowDown(Duration.ZERO);
      // Two of three endpoints drain: the panic threshold must not send them requests.
      product.add(b.port()).add(c.port(), "drain = true").setEndpoint(a.port(), "drain = true");
      await(product, Set.of("b"));
      int drained = a.requests() + c.requests();
      assertEquals(Map.of("b", 60), product.call(60));
      assertEquals(drained, a.requests() + c.requests());
      assertEquals("a", running.join().body());
      product.setEndpoint(a.port(), "drain = false");
      await(product, Set.of("a", "b"));
    }
  }

  @Test
  void leastRequest_avoidsTheSlowEndpoint() {
    SwitchableUpstream slow = upstreams.start("slow");
    SwitchableUpstream fast = upstreams.start("fast");
    slow.slowDown(Duration.ofMillis(300));
    try (BackendProduct product = new BackendProduct(sluice, "lb-least", slow.port())) {
      product
          .provider()
          .setPolicy("load_balancer", "{\"policy\": \"least_request\", \"choices\": 4}");
      product.add(fast.port()).publish();
      await(product, Set.of("fast", "slow"));
      Map<String, Integer> outcomes = product.call(200);
      System.out.println("least_request: " + outcomes);
      // A turn for each would be 100.
      assertTrue(outcomes.getOrDefault("slow", 0) < 80, outcomes::toString);
    }
  }

  @Test
  void randomPolicy_usesAllEndpoints() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    try (BackendProduct product = new BackendProduct(sluice, "lb-random", a.port())) {
      product.set("balancing = '{\"policy\": \"random\"}'").add(b.port()).publish();
      await(product, Set.of("a", "b"));
      Map<String, Integer> outcomes = product.call(400);
      assertEquals(200, outcomes.getOrDefault("a", 0), 80, outcomes::toString);
    }
  }

  @Test
  void hashOfHeader_selectsTheEndpoint() {
    try (BackendProduct product =
        hashed("lb-header", "{\"source\": \"header\", \"name\": \"x-user\"}")) {
      Set<String> used = new HashSet<>();
      for (int user = 0; user < 20; user++) {
        GatewayClient client = product.client().withHeader("x-user", "u" + user);
        Map<String, Integer> outcomes = BackendProduct.call(5, _ -> client, "/");
        assertEquals(1, outcomes.size(), outcomes::toString);
        used.addAll(outcomes.keySet());
      }
      assertEquals(Set.of("a", "b", "c"), used);
    }
  }

  @Test
  void hashOfCookie_isCreatedAndSelectsTheEndpoint() {
    try (BackendProduct product =
        hashed(
            "lb-cookie",
            "{\"source\": \"cookie\", \"name\": \"lb\", \"ttl\": \"1h\", \"algorithm\":"
                + " \"ring_hash\"}")) {
      GatewayResponse first = product.client().get("/");
      String cookie = first.header("set-cookie").orElseThrow();
      assertTrue(cookie.startsWith("lb=") && cookie.contains("Max-Age=3600"), cookie);
      GatewayClient again =
          product.client().withHeader("cookie", cookie.substring(0, cookie.indexOf(';')));
      assertEquals(Map.of(first.body(), 20), BackendProduct.call(20, _ -> again, "/"));
    }
  }

  @Test
  void hashColumn_usesTheSourceAddress() {
    try (BackendProduct product = three("lb-source")) {
      product.set("lb_policy = 'consistent_hash'").publish();
      ConditionWait.awaitTrue(
          "one endpoint gets all requests",
          ControlPlaneState.LIMIT,
          () -> product.call(20).size() == 1);
      assertEquals(1, product.call(100).size());
    }
  }

  @Test
  void hashOfTenant_readsTheHeaderOfTheToken() {
    List<SwitchableUpstream> all =
        List.of(upstreams.start("a"), upstreams.start("b"), upstreams.start("c"));
    String own =
        "update backend_endpoints set weight = ? from backends"
            + " where backends.id = backend_id and name = 'aura'";
    try {
      sluice.sql().execute(own, 0);
      all.forEach(upstream ->
          sluice
              .sql()
              .execute(
                  "insert into backend_endpoints (backend_id, host, port, zone)"
                      + " select id, '127.0.0.1', ?, 'test' from backends where name = 'aura'",
                  upstream.port()));
      sluice
          .sql()
          .execute(
              "update backends set balancing = '{\"policy\": \"consistent_hash\","
                  + " \"hash\": {\"source\": \"tenant\"}}' where name = 'aura'");
      ConditionWait.awaitTrue(
          "each tenant has its endpoint",
          ControlPlaneState.LIMIT,
          () -> {
            Set<String> used = new HashSet<>();
            for (int tenant = 1; tenant <= 8; tenant++) {
              GatewayClient client = ofTenant(tenant);
              Set<String> names = BackendProduct.call(6, _ -> client, "/api/aura/x").keySet();
              if (names.size() != 1) {
                return false;
              }
              used.addAll(names);
            }
            return used.size() > 1 && Set.of("a", "b", "c").containsAll(used);
          });
      assertTrue(all.stream().anyMatch(upstream -> upstream.lastTenant().isPresent()));
    } finally {
      sluice.sql().execute("update backends set balancing = null where name = 'aura'");
      sluice.sql().execute("delete from backend_endpoints where zone = 'test'");
      sluice.sql().execute(own, 100);
    }
  }

  private GatewayClient ofTenant(int tenant) {
    String id = Integer.toString(tenant);
    return new GatewayClient(sluice.stack().ports().http(StackPort.API_GATEWAY))
        .withBearer(sluice.stack().issuer().token("viewer", Map.of("tid", id)))
        .withHeader("X-Tenant-ID", id);
  }

  @Test
  void lowerPriority_isUsedWhenTheHigherFails() {
    SwitchableUpstream first = upstreams.start("first");
    SwitchableUpstream second = upstreams.start("second");
    try (BackendProduct product = new BackendProduct(sluice, "lb-priority", first.port())) {
      product
          .set(
              "health_check = '{\"http\": {\"path\": \"/healthz\"}, \"interval\": \"200ms\","
                  + " \"unhealthy_threshold\": 1, \"healthy_threshold\": 1}'")
          .add(second.port(), "priority = 1")
          .publish();
      await(product, Set.of("first"));
      first.respondWith(500);
      await(product, Set.of("second"));
      assertEquals(Map.of("second", 40), product.call(40));
      first.respondWith(200);
      await(product, Set.of("first"));
    }
  }

  @Test
  void zoneWeights_splitRequests() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    try (BackendProduct product = new BackendProduct(sluice, "lb-zones", a.port())) {
      product
          .set("balancing = '{\"zone_weights\": {\"north\": 9}}'")
          .setEndpoint(a.port(), "zone = 'north'")
          .add(b.port(), "zone = 'south'")
          .publish();
      await(product, Set.of("a", "b"));
      Map<String, Integer> outcomes = product.call(500);
      System.out.println("zone weights 9:1: " + outcomes);
      assertEquals(450, outcomes.getOrDefault("a", 0), 30, outcomes::toString);
    }
  }

  @Test
  @Tag("C-78")
  @DisplayName("C-78 requests stay in the zone of the Envoy while an endpoint there is healthy")
  void preferLocalZone_staysInTheZone() {
    SwitchableUpstream near = upstreams.start("near");
    SwitchableUpstream far = upstreams.start("far");
    SwitchableUpstream farther = upstreams.start("farther");
    new ClusterRows(sluice.sql()).add("zone-north");
    try (AdditionalCluster north = AdditionalCluster.inZone(sluice.stack(), "zone-north", "north");
        BackendProduct product = new BackendProduct(sluice, "lb-local", near.port())) {
      north.start();
      north.awaitReady();
      product
          .set("balancing = '{\"prefer_local_zone\": {}}'")
          .setEndpoint(near.port(), "zone = 'north'")
          .add(far.port(), "zone = 'south'")
          .add(farther.port(), "zone = 'east'")
          .onCluster("zone-north")
          .publish();
      assertEquals(Map.of("near", 100), product.call(100));
      for (String fewest : List.of("min_endpoints\": 4", "min_local_endpoints\": 2")) {
        product.set("balancing = '{\"prefer_local_zone\": {\"" + fewest + "}}'");
        await(product, Set.of("near", "far", "farther"));
        product.set("balancing = '{\"prefer_local_zone\": {}}'");
        await(product, Set.of("near"));
      }
      near.respondWith(503);
      await(product, Set.of("far", "farther"));
    }
  }

  @Test
  void slowStart_raisesTheShare() {
    SwitchableUpstream old = upstreams.start("old");
    SwitchableUpstream added = upstreams.start("added");
    try (BackendProduct product = new BackendProduct(sluice, "lb-slow", old.port())) {
      product.provider().setPolicy("load_balancer", "{\"slow_start\": {\"window\": \"4s\"}}");
      product.publish();
      long ripe = System.nanoTime() + Duration.ofSeconds(4).toNanos();
      ConditionWait.awaitTrue(
          "the first endpoint has its full weight",
          ControlPlaneState.LIMIT,
          () -> System.nanoTime() > ripe);
      product.add(added.port());
      await(product, Set.of("old", "added"));
      Map<String, Integer> early = product.call(100);
      System.out.println("slow start: " + early);
      assertTrue(early.getOrDefault("added", 0) < 40, early::toString);
      ConditionWait.awaitTrue(
          "both have equal shares",
          ControlPlaneState.LIMIT,
          () -> product.call(40).getOrDefault("added", 0) >= 18);
    }
  }

  @Test
  void subset_selectsEndpointsByLabel() {
    SwitchableUpstream stable = upstreams.start("stable");
    SwitchableUpstream canary = upstreams.start("canary");
    try (BackendProduct product = new BackendProduct(sluice, "lb-subset", stable.port())) {
      product
          .setEndpoint(stable.port(), "labels = '{\"stage\": \"stable\"}'")
          .add(canary.port(), "labels = '{\"stage\": \"canary\"}'");
      addRoute("lb-subset", "/canary", "{\"stage\": \"canary\"}");
      addRoute("lb-subset", "/lost", "{\"stage\": \"lost\"}");
      product.publish();
      await(product, Set.of("stable", "canary"));
      assertEquals(Map.of("canary", 20), BackendProduct.call(20, _ -> product.client(), "/canary"));
      assertEquals("503 UPSTREAM_UNAVAILABLE", lost(product));
      product.set("balancing = '{\"subset_fallback\": true}'");
      ConditionWait.awaitTrue(
          "all endpoints are used instead",
          ControlPlaneState.LIMIT,
          () -> product.client().get("/lost").status() == 200);
    }
  }

  @Test
  void nameOfEndpoint_isResolved() {
    SwitchableUpstream a = upstreams.start("a");
    try (BackendProduct product = new BackendProduct(sluice, "lb-dns", a.port())) {
      product.setEndpoint(a.port(), "host = 'localhost'").publish();
      assertEquals(Map.of("a", 10), product.call(10));
    }
  }

  private static String lost(BackendProduct product) {
    return BackendProduct.outcome(product.client().get("/lost"));
  }

  private void addRoute(String product, String path, String subset) {
    sluice
        .sql()
        .execute(
            """
            with route as (insert into routes (api_service_id, name, path_kind, path)
              select id, ?, 'exact', ? from api_services where name = ? returning id, api_service_id)
            insert into route_backends (route_id, backend_id, api_service_id, subset)
            select route.id, backends.id, route.api_service_id, ?::jsonb from route
            join backends using (api_service_id)
            """,
            product + path,
            path,
            product,
            subset);
  }

  private BackendProduct three(String name) {
    BackendProduct product = new BackendProduct(sluice, name, upstreams.start("a").port());
    return product.add(upstreams.start("b").port()).add(upstreams.start("c").port());
  }

  private BackendProduct hashed(String name, String hash) {
    BackendProduct product = three(name);
    product
        .provider()
        .setServicePolicy(
            name, "load_balancer", "{\"policy\": \"consistent_hash\", \"hash\": " + hash + "}");
    return product.publish();
  }

  /** Waits until exactly these endpoints get requests. */
  private static void await(BackendProduct product, Set<String> names) {
    ConditionWait.awaitTrue(
        "requests go to " + names,
        ControlPlaneState.LIMIT,
        () -> product.call(10).keySet().equals(names));
  }

  private String listenerChanges() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
        .get("/stats?filter=listener_manager.listener_modified")
        .body();
  }
}
