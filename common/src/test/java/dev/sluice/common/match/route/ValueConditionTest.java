package dev.sluice.common.match.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.config.v1.HeaderMatch;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.QueryMatch;
import dev.sluice.config.v1.Route;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValueConditionTest {
  private static final Map<String, String> NONE = Map.of();

  @Test
  void find_headerCondition_selectsRoute() {
    assertFound("abc", "xabc", header().setPrefix("ab"));
    assertFound("abc", "abcx", header().setSuffix("bc"));
    assertFound("abc", "ac", header().setContains("b"));
    assertFound("abba", "abc", header().setRegex("[ab]+"));
    assertFound("1", "2", header().setExact("1"));
    assertFound("2", "1", header().setExact("1").setInvert(true));
    assertFound("b", "a", header().setSuffix("a").setInvert(true));
  }

  @Test
  void find_missingHeader_matchesInvertedCondition() {
    assertEquals("r", find("/", NONE, header().setExact("1").setInvert(true)));
    assertEquals("r", find("/", NONE, header().setContains("1").setInvert(true)));
    assertEquals("r", find("/", NONE, header().setRegex("1").setInvert(true)));
    assertEquals("-", find("/", NONE, header().setRegex(".*")));
    assertEquals("-", find("/", NONE, header().setExact("")));
    assertEquals("-", find("/", NONE, header().setPresent(true)));
    assertEquals("r", find("/", NONE, header().setPresent(true).setInvert(true)));
    assertEquals("-", find("/", Map.of("x-a", ""), header().setPresent(true).setInvert(true)));
  }

  @Test
  void find_queryCondition_selectsRoute() {
    assertQuery("/?b=2&a=1", "/?a=2&a=1", query().setExact("1"));
    assertQuery("/?a", "/?ab", query().setExact(""));
    assertQuery("/?a=xy#a", "/#?a=xy", query().setPrefix("x"));
    assertQuery("/?a=12", "/?a=1x", query().setRegex("[0-9]+"));
    assertQuery("/?a=", "/?A=1", query().setPresent(true));
  }

  @Test
  void of_invalidExpression_namesTheRoute() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> find("/", NONE, header().setRegex("(")));
    assertEquals("route r", String.valueOf(e.getMessage()).substring(0, 7));
  }

  private static void assertFound(String value, String other, HeaderMatch.Builder condition) {
    assertEquals("r", find("/", Map.of("x-a", value), condition), condition::toString);
    assertEquals("-", find("/", Map.of("x-a", other), condition), condition::toString);
  }

  private static void assertQuery(String path, String other, QueryMatch.Builder condition) {
    Route route = route().addQuery(condition).build();
    assertEquals("r", find(path, NONE, route), condition::toString);
    assertEquals("-", find(other, NONE, route), condition::toString);
  }

  private static String find(
      String path, Map<String, String> headers, HeaderMatch.Builder condition) {
    return find(path, headers, route().addHeaders(condition).build());
  }

  private static String find(String path, Map<String, String> headers, Route route) {
    Publish publish = Publish.newBuilder().addHosts("h").addRoutes(route).build();
    return RouteTable.of(List.of(publish), PublishedRoute::new)
        .find("h", path, "GET", headers::get)
        .map(found -> found.route().getId())
        .orElse("-");
  }

  private static Route.Builder route() {
    return Route.newBuilder().setId("r").setPath(PathMatch.newBuilder().setExact("/"));
  }

  private static HeaderMatch.Builder header() {
    return HeaderMatch.newBuilder().setName("x-a");
  }

  private static QueryMatch.Builder query() {
    return QueryMatch.newBuilder().setName("a");
  }
}
