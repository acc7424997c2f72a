package dev.sluice.common.match.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.v1.HeaderMatch;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final Route EXACT =
      route("p/exact").setPath(PathMatch.newBuilder().setExact("/v1/chat")).build();
  private static final Route VARIANT =
      route("p/variant")
          .setPath(PathMatch.newBuilder().setPrefix("/v1/chat"))
          .addHeaders(HeaderMatch.newBuilder().setName("x-variant").setExact("b"))
          .build();
  private static final Route POST_ONLY =
      route("p/post")
          .setPath(PathMatch.newBuilder().setPrefix("/v1/rag"))
          .addMethods("POST")
          .build();
  private static final Route REGEX =
      route("p/regex").setPath(PathMatch.newBuilder().setRegex("/orders/[0-9]+")).build();
  private static final Publish PRODUCT =
      publish("p", "api.example.com")
          .addRoutes(EXACT)
          .addRoutes(VARIANT)
          .addRoutes(POST_ONLY)
          .addRoutes(REGEX)
          .build();

  private final RouteTable<PublishedRoute> table =
      RouteTable.of(
          List.of(
              PRODUCT,
              publish("w", "*.example.com").addRoutes(any("w/any")).build(),
              publish("v", "*.dev.example.com").addRoutes(any("v/any")).build(),
              publish("s", "*").addRoutes(any("s/any")).build()),
          PublishedRoute::new);

  @Test
  void byId_knownId_returnsRoute() {
    assertEquals(EXACT, table.byId("p/exact").orElseThrow().route());
    assertEquals(PRODUCT, table.byId("p/exact").orElseThrow().publish());
    assertTrue(table.byId("p/none").isEmpty());
    assertTrue(RouteTable.empty(PublishedRoute::new).byId("p/exact").isEmpty());
    assertEquals(7, table.size());
  }

  @Test
  void find_severalMatch_returnsFirst() {
    assertEquals("p/exact", find("api.example.com:8081", "/v1/chat?stream=1", "GET"));
    assertEquals("p/regex", find("API.example.com", "/orders/17", "GET"));
    assertEquals("p/post", find("api.example.com", "/v1//rag/search", "POST"));
  }

  @Test
  void find_conditionFails_isEmpty() {
    assertEquals("-", find("api.example.com", "/v1/rag/search", "GET"));
    assertEquals("-", find("api.example.com", "/v1/chat/completions", "GET"));
    assertEquals("-", find("api.example.com", "/orders/17/items", "GET"), "anchored");
    assertEquals("-", find("api.example.com", "/v1%2fchat", "GET"));
  }

  @Test
  void find_headerCondition_isChecked() {
    Map<String, String> headers = Map.of("x-variant", "b");
    assertEquals(
        "p/variant",
        table
            .find("api.example.com", "/v1/chat/x", "GET", headers::get)
            .orElseThrow()
            .route()
            .getId());
  }

  @Test
  void find_severalHosts_prefersMostSpecific() {
    assertEquals("w/any", find("shop.example.com", "/x", "GET"));
    assertEquals("v/any", find("shop.dev.example.com", "/x", "GET"));
    assertEquals("s/any", find("example.org", "/x", "GET"));
    assertEquals("s/any", find("", "/x", "GET"));
    assertEquals("-", find("api.example.com", "/x", "GET"), "no way back to a wildcard");
  }

  @Test
  void of_invalidRoute_fails() {
    Publish twice = publish("q", "q.example.com").addRoutes(EXACT).build();
    Publish broken =
        publish("q", "q.example.com")
            .addRoutes(route("q/bad").setPath(PathMatch.newBuilder().setRegex("(")))
            .build();
    Publish pathless = publish("q", "q.example.com").addRoutes(route("q/none")).build();
    assertRefused("p/exact", PRODUCT, twice);
    assertRefused("q/bad", broken);
    assertRefused("q/none", pathless);
  }

  private static void assertRefused(String named, Publish... publishes) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RouteTable.of(List.of(publishes), PublishedRoute::new));
    assertTrue(String.valueOf(e.getMessage()).contains(named));
  }

  private String find(String host, String path, String method) {
    return table.find(host, path, method, name -> null).map(e -> e.route().getId()).orElse("-");
  }

  private static Route any(String id) {
    return route(id).setPath(PathMatch.newBuilder().setPrefix("/")).build();
  }

  private static Route.Builder route(String id) {
    return Route.newBuilder().setId(id);
  }

  private static Publish.Builder publish(String id, String host) {
    return Publish.newBuilder().setId(id).addHosts(host);
  }
}
