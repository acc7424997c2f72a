package dev.sluice.common.match.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouteTrialTest {
  private static Route.Builder route(String id, String prefix) {
    return Route.newBuilder().setId(id).setPath(PathMatch.newBuilder().setPrefix(prefix));
  }

  private static String trials(String path, String method, int most) {
    Publish publish =
        Publish.newBuilder()
            .addHosts("*")
            .addRoutes(route("other", "/other"))
            .addRoutes(route("write", "/a").addMethods("POST"))
            .addRoutes(route("all", "/a"))
            .addRoutes(route("last", "/"))
            .build();
    RouteTable<String> table = RouteTable.of(List.of(publish), (_, route) -> route.getId());
    return table.trials("host", path, method, _ -> null, most).stream()
        .map(trial ->
            trial.routeId() + trial.mismatch().map(reason -> " " + reason.label()).orElse(""))
        .collect(Collectors.joining(", "));
  }

  @Test
  void trials_endWithMatch() {
    assertEquals("other path, write method, all", trials("/a/b", "GET", 9));
  }

  @Test
  void trials_ofMany_areBounded() {
    assertEquals("other path, all", trials("/a/b", "GET", 1));
  }

  @Test
  void trials_ofAmbiguousPath_areNone() {
    assertEquals("", trials("/a/%2e%2e%5c", "GET", 9).replace("other path, ", ""));
  }
}
