package dev.sluice.common.waf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.WafSearch;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RouteWafPartsTest {
  @RegisterExtension final NoWarnings log = new NoWarnings();

  private static final Route ROUTE =
      Route.newBuilder()
          .setId("p/r")
          .setWaf(
              WafSearch.newBuilder()
                  .addParts(WafSearch.Part.PART_QUERY)
                  .addParts(WafSearch.Part.PART_ANSWER)
                  .addPartsValue(99))
          .build();

  @Test
  void of_unknownPart_isLeftOut() {
    RouteWafParts parts = RouteWafParts.of(ROUTE);
    assertEquals(new RouteWafParts(Set.of(WafPart.QUERY, WafPart.ANSWER), true), parts);
    assertEquals("block", parts.action(WafPart.ANSWER));
    assertEquals("", parts.action(WafPart.BODY));
    assertSame(RouteWafParts.NONE, RouteWafParts.of(Route.getDefaultInstance()));
  }

  @Test
  void ofActions_isInverseOfAction() {
    assertSame(RouteWafParts.NONE, RouteWafParts.ofActions("", ""));
    assertEquals(
        new RouteWafParts(Set.of(WafPart.BODY), false), RouteWafParts.ofActions("log", ""));
    assertEquals(
        new RouteWafParts(Set.of(WafPart.BODY, WafPart.ANSWER), true),
        RouteWafParts.ofActions("block", "block"));
  }

  @Test
  void unsearchedRoutes_areCounted() {
    log.expect("a policy of kind waf applies to route p/r");
    Publish publish =
        Publish.newBuilder().addRoutes(ROUTE).addRoutes(Route.getDefaultInstance()).build();
    UnsearchedWafRoutes routes = new UnsearchedWafRoutes(WafPart.BODIES, false);
    routes.apply(Map.of("a", publish, "b", publish), Set.of());
    assertEquals(2, routes.count());
    routes.apply(Map.of("a", Publish.getDefaultInstance()), Set.of("b", "c"));
    assertEquals(0, routes.count());
  }

  @Test
  void unsearchedRoutes_withRules_areNone() {
    UnsearchedWafRoutes routes = new UnsearchedWafRoutes(WafPart.BODIES, true);
    routes.apply(Map.of("a", Publish.newBuilder().addRoutes(ROUTE).build()), Set.of());
    assertEquals(0, routes.count());
  }
}
