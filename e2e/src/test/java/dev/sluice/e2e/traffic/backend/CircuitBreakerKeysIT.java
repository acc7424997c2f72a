package dev.sluice.e2e.traffic.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test of the limit of requests, which applies however many connections are allowed. */
@ExtendWith(TestEnvironmentExtension.class)
final class CircuitBreakerKeysIT {
  private final TestEnvironment sluice;

  @RegisterExtension final SwitchableUpstreams upstreams = new SwitchableUpstreams();

  CircuitBreakerKeysIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void maxRequests_furtherOnes_areRejected() {
    SwitchableUpstream a = upstreams.start("a");
    try (BackendProduct product = new BackendProduct(sluice, "cb-requests", a.port())) {
      product.policy("circuit_breaker", "{\"max_requests\": 3}").publish();
      GatewayClient client = product.client();
      a.freeze();
      List<CompletableFuture<GatewayResponse>> held = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int before = a.requests();
        held.add(
            CompletableFuture.supplyAsync(() -> client.get("/held"), Thread::startVirtualThread));
        ConditionWait.awaitTrue("it is held", ControlPlaneState.LIMIT, () -> a.requests() > before);
      }
      for (int i = 0; i < 5; i++) {
        assertEquals("503 UPSTREAM_UNAVAILABLE", BackendProduct.outcome(client.get("/")));
      }
      a.thaw();
      held.forEach(call -> assertEquals("a", call.join().body()));
      assertEquals("a", client.get("/").body());
    }
  }
}
