package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests of single keys of load balancing. */
@ExtendWith(TestEnvironmentExtension.class)
final class LoadBalancerKeysIT {
  private final TestEnvironment sluice;

  @RegisterExtension final SwitchableUpstreams upstreams = new SwitchableUpstreams();

  LoadBalancerKeysIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  /** The third request of one user would give its endpoint more than its share. */
  @Test
  void balanceFactor_furtherRequests_move() {
    List<SwitchableUpstream> all =
        List.of(upstreams.start("a"), upstreams.start("b"), upstreams.start("c"));
    try (BackendProduct product = new BackendProduct(sluice, "lb-bounded", all.get(0).port())) {
      product
          .set(
              "balancing = '{\"policy\": \"consistent_hash\", \"hash\": {\"source\": \"header\","
                  + " \"name\": \"x-user\", \"balance_factor\": 100}}'")
          .add(all.get(1).port())
          .add(all.get(2).port())
          .publish();
      GatewayClient user = product.client().withHeader("x-user", "one");
      String own = user.get("/").body();
      for (int i = 0; i < 10; i++) {
        assertEquals(own, user.get("/").body());
      }
      all.forEach(SwitchableUpstream::freeze);
      List<CompletableFuture<GatewayResponse>> held = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int before = requests(all);
        held.add(
            CompletableFuture.supplyAsync(() -> user.get("/held"), Thread::startVirtualThread));
        ConditionWait.awaitTrue(
            "it is held", ControlPlaneState.LIMIT, () -> requests(all) > before);
      }
      all.forEach(SwitchableUpstream::thaw);
      List<String> names = held.stream().map(call -> call.join().body()).toList();
      assertEquals(own, names.getFirst());
      assertTrue(names.stream().distinct().count() > 1, names::toString);
    }
  }

  /** With two choices, every fourth request would go to the busy endpoint. */
  @Test
  void choices_many_spareTheBusyEndpoint() {
    SwitchableUpstream busy = upstreams.start("busy");
    SwitchableUpstream idle = upstreams.start("idle");
    try (BackendProduct product = new BackendProduct(sluice, "lb-choices", busy.port())) {
      product
          .set("balancing = '{\"policy\": \"least_request\", \"choices\": 60}'")
          .add(idle.port())
          .publish()
          .awaitOutcomes("busy", "idle");
      busy.freeze();
      int before = busy.requests();
      List<CompletableFuture<GatewayResponse>> held = new ArrayList<>();
      GatewayClient client = product.client();
      ConditionWait.awaitTrue(
          "a request is held",
          ControlPlaneState.LIMIT,
          () -> {
            int all = busy.requests() + idle.requests();
            held.add(
                CompletableFuture.supplyAsync(
                    () -> client.get("/held"), Thread::startVirtualThread));
            ConditionWait.awaitTrue(
                "it has arrived",
                ControlPlaneState.LIMIT,
                () -> busy.requests() + idle.requests() > all);
            return busy.requests() > before;
          });
      for (int i = 0; i < 60; i++) {
        assertEquals("idle", client.get("/").body());
      }
      busy.thaw();
      held.forEach(CompletableFuture::join);
    }
  }

  /** With the default of 140, three of ten requests would go to the second priority. */
  @Test
  void overprovisioning_keepsThePriority() {
    SwitchableUpstream a = upstreams.start("a");
    SwitchableUpstream b = upstreams.start("b");
    SwitchableUpstream second = upstreams.start("second");
    try (BackendProduct product = new BackendProduct(sluice, "lb-provision", a.port())) {
      product
          .set(
              "balancing = '{\"overprovisioning\": 200}', health_check ="
                  + " '{\"http\": {\"path\": \"/healthz\"}, \"interval\": \"200ms\","
                  + " \"timeout\": \"10s\", \"unhealthy_threshold\": 1, \"healthy_threshold\": 1}\'")
          .add(b.port())
          .add(second.port(), "priority = 1")
          .publish()
          .awaitOutcomes("a", "b");
      b.respondWith(500);
      product.awaitOutcomes("a");
      assertEquals(Map.of("a", 60), product.call(60));
      product.set("balancing = '{\"overprovisioning\": 100}'").awaitOutcomes("a", "second");
    }
  }

  /** The defaults would give the new endpoint a tenth of the weight, and half after a second. */
  @Test
  void slowStart_keys_raiseTheFirstShare() {
    List<String> keys = List.of("\"min_weight_percent\": 100", "\"aggression\": 10");
    List<BackendProduct> products = new ArrayList<>();
    try {
      for (int i = 0; i < keys.size(); i++) {
        String name = "lb-slow-" + i;
        products.add(
            new BackendProduct(sluice, name, upstreams.start("old").port())
                .set("balancing = '{\"slow_start\": {\"window\": \"2s\", " + keys.get(i) + "}}'")
                .publish());
      }
      long ripe = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      ConditionWait.awaitTrue(
          "the first endpoints have their full weight",
          ControlPlaneState.LIMIT,
          () -> System.nanoTime() > ripe);
      for (BackendProduct product : products) {
        product.add(upstreams.start("added").port()).awaitOutcomes("old", "added");
        Map<String, Integer> early = product.call(40);
        assertTrue(early.getOrDefault("added", 0) >= 12, early::toString);
      }
    } finally {
      products.forEach(BackendProduct::close);
    }
  }

  private static int requests(List<SwitchableUpstream> all) {
    return all.stream().mapToInt(SwitchableUpstream::requests).sum();
  }
}
