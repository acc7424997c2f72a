package dev.sluice.common.match.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.VersionMatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionConditionTest {
  private static final VersionMatch HEADER =
      VersionMatch.newBuilder().setHeader("x-version").setRegex("([vV]?1)?").build();
  private static final VersionMatch UNVERSIONED =
      VersionMatch.newBuilder()
          .setHeader(":path")
          .setRegex("/api/v[0-9]+([/?].*)?")
          .setInverted(true)
          .build();

  @Test
  void find_versionInHeader_isMatched() {
    assertEquals("r", find(HEADER, "/x", Map.of("x-version", "v1")));
    assertEquals("-", find(HEADER, "/x", Map.of("x-version", "v12")));
    assertEquals("-", find(HEADER, "/x", Map.of()));
  }

  @Test
  void find_optionalHeaderMissing_isMatched() {
    VersionMatch optional = HEADER.toBuilder().setOptional(true).build();
    assertEquals("r", find(optional, "/x", Map.of()));
  }

  @Test
  void find_versionInPath_isNotUnversioned() {
    assertEquals("r", find(UNVERSIONED, "/api/x", Map.of()));
    assertEquals("r", find(UNVERSIONED, "/api/v9x", Map.of()));
    assertEquals("-", find(UNVERSIONED, "/api/v9/x", Map.of()));
    assertEquals("-", find(UNVERSIONED, "/api/v9", Map.of()));
  }

  private static String find(VersionMatch match, String path, Map<String, String> headers) {
    Route route =
        Route.newBuilder()
            .setId("r")
            .setPath(PathMatch.newBuilder().setPrefix("/"))
            .setVersionMatch(match)
            .build();
    Publish publish = Publish.newBuilder().setId("p").addHosts("a.test").addRoutes(route).build();
    return RouteTable.of(List.of(publish), PublishedRoute::new)
        .find("a.test", path, "GET", headers::get)
        .map(entry -> entry.route().getId())
        .orElse("-");
  }
}
