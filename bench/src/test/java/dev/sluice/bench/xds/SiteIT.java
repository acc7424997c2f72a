package dev.sluice.bench.xds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.xds.client.Contents;
import dev.sluice.bench.xds.client.Event;
import dev.sluice.bench.xds.client.Fleet;
import dev.sluice.bench.xds.client.Traffic;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The bench's rows and its simulated nodes against the schema and the controller that are built.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SiteIT {
  private static final int PRODUCTS = 2;

  private final Prefixes prefixes = new Prefixes();
  private final Site site;
  private final Fleet nodes;

  SiteIT() throws IOException {
    site = Site.start(List.of());
    nodes = site.observer(Contents.IGNORED);
  }

  @BeforeAll
  void start() {
    site.addProducts(1, PRODUCTS);
    nodes.connect(site.rows().scopes(), Site.LIMIT);
  }

  @AfterAll
  void stop() {
    nodes.close();
    site.close();
  }

  @Test
  void products_areServed() {
    List<Target> targets = site.rows().targets();
    assertEquals(PRODUCTS * Rows.ROUTES_OF_PRODUCT, targets.size());
    String prefix = prefixes.next();
    site.rows().rewrite(targets, prefix + "x");
    new Sweep(site.gatewayPort()).until(targets, prefix);
  }

  @Test
  void nodes_seeAChange() {
    change(site.rows().targets().getFirst());
  }

  @Test
  void nodes_areSentNothingAgainAfterARestart() {
    Target target = site.rows().targets().getFirst();
    Traffic before = nodes.traffic();
    site.killController();
    site.startController();
    site.awaitController();
    change(target);
    Traffic traffic = nodes.traffic().since(before);
    assertEquals(0, traffic.repeated());
    assertEquals(0, traffic.removed());
  }

  @Test
  void nodes_seeAProductComeAndGo() {
    site.addProducts(PRODUCTS + 1, PRODUCTS + 1);
    Target added = site.rows().targets().getLast();
    new Sweep(site.gatewayPort()).until(List.of(added), "/g0/");
    change(added);
    nodes.watch(Event.REMOVED, List.of(added.scope(), added.cluster()));
    site.rows().deleteProducts(List.of(added));
    assertTrue(nodes.await(Site.LIMIT)[0] > 0);
    assertTrue(site.rows().targets().stream().noneMatch(t -> t.host().equals(added.host())));
  }

  private void change(Target target) {
    nodes.watch(Event.UPSERTED, List.of(target.routes()));
    long committed = site.rows().rewrite(List.of(target), prefixes.next() + "x");
    assertTrue(nodes.await(Site.LIMIT)[0] > 0, () -> "after " + committed);
  }
}
