package dev.sluice.bench.xds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.xds.node.NodeFleet;
import dev.sluice.bench.xds.node.NodeFleet.Event;
import dev.sluice.bench.xds.node.NodeTraffic;
import dev.sluice.bench.xds.node.NodeTraffic.TrafficKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The rows of the bench and its simulated nodes with a real controller. */
@TestInstance(Lifecycle.PER_CLASS)
class XdsStackIT {
  private static final int PRODUCTS = 2;

  private final XdsStack stack;
  private final NodeFleet nodes;

  XdsStackIT() throws IOException {
    stack = XdsStack.start(List.of());
    nodes = stack.observer();
  }

  @BeforeAll
  void start() {
    stack.addProducts(1, PRODUCTS);
    nodes.connect(stack.rows().scopes(), XdsStack.LIMIT);
  }

  @AfterAll
  void stop() {
    nodes.close();
    stack.close();
  }

  @Test
  void products_areServed() {
    List<BenchRoute> all = stack.rows().routes();
    assertEquals(PRODUCTS * BenchRows.ROUTES_OF_PRODUCT, all.size());
    String prefix = stack.nextPrefix();
    stack.rows().rewrite(all, prefix + "x");
    new RouteSweep(stack.gatewayPort()).awaitPrefix(all, prefix);
  }

  @Test
  void nodes_receiveChange() {
    change(stack.rows().routes().getFirst());
  }

  @Test
  void nodes_afterRestart_areSentNothingAgain() {
    BenchRoute route = stack.rows().routes().getFirst();
    NodeTraffic before = nodes.traffic();
    stack.controller().kill();
    stack.controller().start();
    stack.controller().awaitReady();
    change(route);
    NodeTraffic traffic = nodes.traffic().since(before);
    assertEquals(0, traffic.get(TrafficKind.REPEATED));
    assertEquals(0, traffic.get(TrafficKind.REMOVED));
  }

  @Test
  void nodes_receiveNewAndDeletedProduct() {
    stack.addProducts(PRODUCTS + 1, PRODUCTS + 1);
    BenchRoute added = stack.rows().routes().getLast();
    new RouteSweep(stack.gatewayPort()).awaitPrefix(List.of(added), "/g0/");
    change(added);
    nodes.watch(Event.REMOVED, List.of(added.scope(), added.cluster()));
    stack.rows().deleteProducts(List.of(added));
    assertTrue(nodes.await(XdsStack.LIMIT)[0] > 0);
    assertTrue(stack.rows().routes().stream().noneMatch(t -> t.host().equals(added.host())));
  }

  private void change(BenchRoute route) {
    nodes.watch(Event.UPSERTED, List.of(route.routes()));
    long committed = stack.rows().rewrite(List.of(route), stack.nextPrefix() + "x");
    assertTrue(nodes.await(XdsStack.LIMIT)[0] > 0, () -> "after " + committed);
  }
}
