package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of the statistics that Envoy keeps for each object. */
@ExtendWith(TestEnvironmentExtension.class)
final class EnvoyStatisticsIT {
  private static final int MOST_OF_BACKEND = 12;
  private static final int MOST_OF_PUBLISH = 2;

  private final TestEnvironment sluice;

  EnvoyStatisticsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void statistics_ofOneProduct_areFew() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-counted", sluice.echoPort())) {
      product.policy("compression", "{}").publishAndAwait(200);
      List<String> ofBackend = statistics(id("backends", "name"));
      assertTrue(ofBackend.size() <= MOST_OF_BACKEND, ofBackend::toString);
      assertTrue(ofBackend.stream().anyMatch(line -> line.contains(".upstream_rq_total: ")));
      List<String> ofPublish = statistics(id("product_publishes", "hostname"));
      assertTrue(ofPublish.size() <= MOST_OF_PUBLISH, ofPublish::toString);
      assertEquals(List.of(), statistics(id("routes", "name")));
    }
  }

  /** Returns the id of the row of the product. */
  private String id(String table, String column) {
    return sluice
        .sql()
        .query("select id from " + table + " where " + column + " like ?", "edge-counted%")
        .getFirst();
  }

  private List<String> statistics(String id) {
    return new GatewayClient(sluice.stack().ports().http(StackPort.ENVOY_ADMIN))
        .get("/stats?filter=" + id)
        .body()
        .lines()
        .toList();
  }
}
