package dev.sluice.e2e.traffic.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ClusterRows;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.AdditionalCluster;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of an Envoy that has used up the memory of its bootstrap. */
@ExtendWith(TestEnvironmentExtension.class)
final class EnvoyOverloadIT {
  private static final String CLUSTER = "small-heap";
  private static final String ACTIVE =
      "envoy_overload_envoy_overload_actions_stop_accepting_requests_active";

  private final TestEnvironment sluice;

  EnvoyOverloadIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-80")
  @DisplayName("C-80 an Envoy without free memory rejects requests in the format of the gateway")
  void heap_isFull_newRequestsGet503() {
    new ClusterRows(sluice.sql()).add(CLUSTER);
    try (AdditionalCluster cluster = AdditionalCluster.withHeap(sluice.stack(), CLUSTER, 1 << 20);
        FaultyUpstream upstream = new FaultyUpstream("main");
        ProviderTenant provider = sluice.newProvider("rs-heap")) {
      provider.addProduct("rs-heap", upstream.port()).publishProduct("rs-heap", "dev", CLUSTER);
      cluster.start();
      cluster.awaitReady();
      GatewayClient client =
          sluice
              .atHost(provider.port(), "rs-heap.dev.small-heap.api.example.com")
              .withHeader(FaultyUpstream.CASE, "heap");
      ConditionWait.awaitTrue(
          "a request is rejected", ControlPlaneState.LIMIT, () -> client.get("/").status() == 503);
      assertEquals("UPSTREAM_UNAVAILABLE", client.get("/").errorCode());
      assertTrue(upstream.arrivals("heap").isEmpty());
      String metrics = new GatewayClient(cluster.admin()).get("/stats/prometheus").body();
      assertTrue(metrics.lines().anyMatch(line -> line.matches(ACTIVE + "(\\{})? 1")), metrics);
    }
  }
}
