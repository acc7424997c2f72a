package dev.sluice.controller.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.version.RouteVersionIr;
import dev.sluice.controller.ir.version.VersionLifecycleIr;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.testkit.RecordYaml;
import dev.sluice.controller.testkit.TestTranslator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests that API versions change with time alone, on the rows of a golden case. */
@Tag("C-77")
final class ApiVersionClockTest {
  private static final String PUBLISH = "product_publishes/publish-1";
  private static final DomainChange NOTHING = new DomainChange.Incremental(List.of(), List.of());
  private static final List<Instant> TIMES =
      List.of(
          Instant.parse("2026-01-01T00:00:00Z"),
          Instant.parse("2026-06-01T00:00:00Z"),
          Instant.parse("2026-06-15T11:00:00Z"),
          Instant.parse("2026-06-15T12:30:00Z"),
          Instant.parse("2026-07-15T00:00:00Z"),
          Instant.parse("2026-07-15T01:00:00Z"),
          Instant.parse("2026-12-01T00:00:00Z"));

  private final List<DomainEntity> rows = rows();

  @Test
  void time_reached_equalsFullCompile() {
    IncrementalCompiler compiler = compiler();
    compiler.apply(new DomainChange.FullSnapshot(rows), TIMES.getFirst().minusSeconds(1));
    for (Instant time : TIMES) {
      assertFalse(compiler.isDue(time.minusMillis(1)), () -> "before " + time);
      assertTrue(compiler.isDue(time), () -> "at " + time);
      CompileResult recompiled = compiler.apply(NOTHING, time);
      CompileResult fresh = compiler().apply(new DomainChange.FullSnapshot(rows), time);
      assertEquals(published(fresh), published(recompiled), time::toString);
      assertEquals(
          List.of(PUBLISH), recompiled.objects().stream().map(ServedObject::object).toList());
      assertEquals(1, recompiled.entries().size());
    }
    assertFalse(compiler.isDue(Instant.parse("9000-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-31T23:59:59Z, v1 active | v2 active default | v3 active",
    "2026-01-01T00:00:00Z, v1 deprecated | v2 active default | v3 active",
    "2026-06-01T00:00:00Z, v1 sunset | v2 deprecated default | v3 active",
    "2026-12-01T00:00:00Z, v1 sunset | v2 sunset | v3 active default"
  })
  @DisplayName("C-76 C-77 the default is the default version until its sunset, then the newest")
  @Tag("C-76")
  void version_atTime_hasState(Instant now, String expected) {
    DomainModel model = new DomainModel();
    model.apply(new DomainChange.FullSnapshot(rows));
    Cluster cluster = model.all(Cluster.class).findFirst().orElseThrow();
    List<RouteIr> routes =
        new GatewayPlanner("example.com")
                .plan(model, cluster, now)
                .gateways()
                .getFirst()
                .publishes()
                .getFirst()
                .routes()
                .stream()
                .filter(route -> route.target().equals("orders") && route.name().startsWith("all"))
                .toList();
    String states =
        routes.stream()
            .filter(route -> !route.id().endsWith("/default"))
            .map(route -> route.apiVersion() + " " + state(route) + unnamed(route, routes))
            .sorted()
            .collect(Collectors.joining(" | "));
    assertEquals(expected, states);
  }

  private static String unnamed(RouteIr route, List<RouteIr> routes) {
    return routes.stream().anyMatch(other -> other.id().equals(route.id() + "/default"))
        ? " default"
        : "";
  }

  private static String state(RouteIr route) {
    VersionLifecycleIr end = route.version().flatMap(RouteVersionIr::lifecycle).orElse(null);
    if (end == null) {
      return "active";
    }
    return end.ended() ? "sunset" : "deprecated";
  }

  private static IncrementalCompiler compiler() {
    return new IncrementalCompiler(TestTranslator.create(), SecretSource.NONE, "example.com");
  }

  private static String published(CompileResult compiled) {
    return compiled.objects().stream()
        .filter(object -> object.object().equals(PUBLISH))
        .flatMap(object -> object.resources().stream())
        .map(resource -> resource.name() + "=" + resource.version())
        .toList()
        .toString();
  }

  private static List<DomainEntity> rows() {
    try (InputStream in =
        Objects.requireNonNull(
            ApiVersionClockTest.class.getResourceAsStream("/golden/plan/api_versions/in.yaml"))) {
      return RecordYaml.readEntities(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
