package dev.sluice.common.match.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableChangesTest {
  private static final List<String> HOSTS =
      List.of("a.example", "b.example", "c.dev.example", "*.example", "*.dev.example", "*");
  private static final List<String> ASKED =
      List.of("a.example", "B.example:80", "c.dev.example", "d.dev.example", "other", "d.example");
  private static final List<String> PATHS = List.of("/one", "/two", "/three", "/");

  private final Map<String, Publish> expected = new TreeMap<>();
  private volatile RouteTable<PublishedRoute> table = RouteTable.empty(PublishedRoute::new);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void changes_random_equalNewTable(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 400; step++) {
      Map<String, Publish> changed = new HashMap<>();
      Set<String> removed = new HashSet<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        String name = "p" + random.nextInt(12);
        if (random.nextInt(3) == 0) {
          removed.add(name);
        } else {
          changed.put(name, publish(name, random));
        }
      }
      removed.removeAll(changed.keySet());
      table = table.with(changed, removed);
      expected.keySet().removeAll(removed);
      expected.putAll(changed);
      assertSame();
    }
  }

  @Test
  void with_change_keepsOriginal() {
    RouteTable<PublishedRoute> before =
        table.with(Map.of("p", publish("p", "a.example", "/one")), Set.of());
    RouteTable<PublishedRoute> after =
        before.with(Map.of("p", publish("p", "b.example", "/two")), Set.of());
    assertEquals("p/one", find(before, "a.example", "/one"));
    assertEquals("-", find(before, "b.example", "/two"));
    assertEquals("-", find(after, "a.example", "/one"));
    assertEquals("p/two", find(after, "b.example", "/two"));
    assertEquals(1, after.size());
  }

  @Test
  void with_duplicateRouteId_isRejected() {
    Publish one = publish("p", "a.example", "/one");
    RouteTable<PublishedRoute> before = table.with(Map.of("p", one), Set.of());
    var e =
        assertThrows(IllegalArgumentException.class, () -> before.with(Map.of("q", one), Set.of()));
    assertEquals("route p/one occurs twice", e.getMessage());
    assertEquals("p/one", find(before.with(Map.of("q", one), Set.of("p")), "a.example", "/one"));
  }

  @Test
  void with_movedHost_alwaysHasPublish() throws InterruptedException {
    Publish had = publish("p", "a.example", "/one");
    Publish has = publish("p", "b.example", "/one");
    Publish other = publish("q", "a.example", "/one");
    Publish elsewhere = publish("q", "b.example", "/one");
    table = table.with(Map.of("p", had, "q", elsewhere), Set.of());
    Thread mover =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 20_000; i++) {
                Map<String, Publish> next =
                    i % 2 == 0 ? Map.of("p", has, "q", other) : Map.of("p", had, "q", elsewhere);
                table = table.with(next, Set.of());
              }
            });
    Set<String> seen = new HashSet<>();
    while (mover.isAlive()) {
      seen.add(find(table, "a.example", "/one"));
    }
    mover.join();
    seen.removeAll(Set.of("p/one", "q/one"));
    assertEquals(Set.of(), seen);
  }

  private void assertSame() {
    RouteTable<PublishedRoute> anew =
        RouteTable.of(List.copyOf(expected.values()), PublishedRoute::new);
    assertEquals(anew.size(), table.size());
    for (String host : ASKED) {
      for (String path : PATHS) {
        String found = find(table, host, path);
        assertEquals(find(anew, host, path), found);
        assertEquals(naive(RequestHost.normalize(host), path), found);
      }
    }
    for (Publish publish : expected.values()) {
      for (Route route : publish.getRoutesList()) {
        assertEquals(new PublishedRoute(publish, route), table.byId(route.getId()).orElseThrow());
      }
    }
  }

  private String naive(String host, String path) {
    for (String pattern : List.of(host, "*.dev.example", "*.example", "*")) {
      boolean covers =
          pattern.equals(host) || (pattern.startsWith("*") && host.endsWith(pattern.substring(1)));
      List<Publish> publishes =
          expected.values().stream().filter(p -> p.getHostsList().contains(pattern)).toList();
      if (covers && !publishes.isEmpty()) {
        return publishes.stream()
            .flatMap(publish -> publish.getRoutesList().stream())
            .filter(route -> route.getPath().getExact().equals(path))
            .map(Route::getId)
            .findFirst()
            .orElse("-");
      }
    }
    return "-";
  }

  private static String find(RouteTable<PublishedRoute> table, String host, String path) {
    return table.find(host, path, "GET", name -> null).map(e -> e.route().getId()).orElse("-");
  }

  private static Publish publish(String name, Random random) {
    Publish.Builder publish = Publish.newBuilder().setId(name);
    for (String host : HOSTS) {
      if (random.nextInt(3) == 0) {
        publish.addHosts(host);
      }
    }
    for (String path : PATHS) {
      if (random.nextBoolean()) {
        publish.addRoutes(route(name, path));
      }
    }
    return publish.build();
  }

  private static Publish publish(String name, String host, String path) {
    return Publish.newBuilder().setId(name).addHosts(host).addRoutes(route(name, path)).build();
  }

  private static Route route(String publish, String path) {
    return Route.newBuilder()
        .setId(publish + path)
        .setPath(PathMatch.newBuilder().setExact(path))
        .build();
  }
}
