package dev.sluice.extauthz.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.v1.Level;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RouteRulesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RouteRules none = RouteRules.none(nanos::get);

  @Test
  void byId_removedRoute_isFoundForAMoment() {
    RouteRules rules =
        none.with(Map.of("p", publish("p/a", "p/b")), Set.of())
            .with(Map.of("p", publish("p/a")), Set.of());
    assertEquals("p/b", id(rules, "p/b"));
    assertEquals("", id(rules, "p/c"));
    assertEquals(1, rules.size());
    assertEquals(
        "p/a", rules.find("p.test", "/", "GET", name -> null).map(RouteRule::id).orElse(""));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertEquals("", id(rules, "p/b"));
    assertEquals("p/a", id(rules, "p/a"));
  }

  @Test
  void byId_removedPublish_isFoundForAMoment() {
    RouteRules rules = none.with(Map.of("p", publish("p/a")), Set.of()).with(Map.of(), Set.of("p"));
    for (int n = 0; n < 9; n++) {
      nanos.addAndGet(Duration.ofMillis(200).toNanos());
      rules = rules.with(Map.of("q", publish("q/" + n)), Set.of());
      assertEquals("p/a", id(rules, "p/a"));
    }
    nanos.addAndGet(Duration.ofMillis(200).toNanos());
    assertEquals("", id(rules, "p/a"));
  }

  @Test
  void byId_routeAddedAgain_hasNewRule() {
    RouteRules rules =
        none.with(Map.of("p", publish("p/a")), Set.of())
            .with(Map.of(), Set.of("p"))
            .with(Map.of("p", publish(Level.LEVEL_ADMIN, "p/a")), Set.of());
    assertEquals(
        Optional.of(dev.sluice.extauthz.policy.AccessLevel.ADMIN),
        rules.byId("p/a").map(RouteRule::minLevel));
  }

  private static String id(RouteRules rules, String id) {
    return rules.byId(id).map(RouteRule::id).orElse("");
  }

  private static Publish publish(String... routes) {
    return publish(Level.LEVEL_VIEWER, routes);
  }

  private static Publish publish(Level level, String... routes) {
    Publish.Builder publish = Publish.newBuilder().setId("p").addHosts("p.test");
    for (String id : routes) {
      publish.addRoutes(
          Route.newBuilder()
              .setId(id)
              .setPath(PathMatch.newBuilder().setPrefix("/"))
              .setMinLevel(level));
    }
    return publish.build();
  }
}
