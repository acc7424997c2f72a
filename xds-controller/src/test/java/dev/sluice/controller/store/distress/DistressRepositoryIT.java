package dev.sluice.controller.store.distress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.distress.DistressChange;
import dev.sluice.controller.distress.WatchedRoute;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.policy.RateLimitIr.Tightening;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.distress.RouteTotalsRepository.RouteTotalRow;
import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of the factors of routes in distress, with their events. */
final class DistressRepositoryIT {
  private static final String ROUTE = "p-1/r-1";
  private static final String TENANT = "00000000-0000-4000-8000-000000000001";
  private static final WatchedRoute WATCHED =
      new WatchedRoute(
          ROUTE,
          "default",
          PublishEnvironment.DEV,
          TENANT,
          "route r of ai in dev",
          new Tightening(
              20, Duration.ZERO, 10, Duration.ofSeconds(10), 0.5, 0.25, Duration.ofSeconds(20)));
  private static final Map<String, WatchedRoute> ALL = Map.of(ROUTE, WATCHED);
  private static final String ROWS =
      "select factor, source, route, environment, reason from emergency_factors";
  private static final String EVENTS =
      "select action, actor_id, actor_role, tenant_id = '"
          + TENANT
          + "', before ->> 'factor', after ->> 'factor' from change_events order by id";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final UUID writer = UUID.randomUUID();
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private Optional<Database> opened = Optional.empty();

  @BeforeEach
  void open() {
    opened = Optional.of(Database.open(postgres.config(), Optional.empty()));
  }

  @AfterEach
  void close() {
    opened.ifPresent(Database::close);
  }

  @Test
  void advance_failingRoute_isTightenedAndRecovers() {
    report(0, 10, 3);
    assertEquals(1, advance(1).size());
    assertEquals(
        List.of(
            "0.5|auto|p-1/r-1|dev|route r of ai in dev: 3 of 10 requests failed (30.0 %, at most"
                + " 20.0 %)"),
        postgres.query(ROWS));
    report(5, 10, 3);
    assertEquals(List.of(), advance(10));
    assertEquals(1, advance(11).size());
    assertEquals(List.of("0.25"), postgres.query("select factor from emergency_factors"));
    assertEquals(1, advance(31).size());
    assertEquals(1, advance(51).size());
    assertEquals(List.of(), postgres.query(ROWS));
    assertEquals(
        List.of(
            "CREATE|xds-controller|system|t|null|0.5",
            "UPDATE|xds-controller|system|t|0.5|0.25",
            "UPDATE|xds-controller|system|t|0.25|0.5",
            "DELETE|xds-controller|system|t|0.5|null"),
        postgres.query(EVENTS));
    assertEquals(List.of(), postgres.query("select route from lifted_routes"));
  }

  @Test
  void advance_repeatedReport_countsOnce() {
    report(0, 9, 9);
    report(0, 9, 9);
    assertEquals(List.of(), advance(1));
    report(0, 10, 10);
    assertEquals(1, advance(1).size());
  }

  @Test
  void advance_severalServers_areAddedUp() {
    report(0, 5, 2);
    totals().save(UUID.randomUUID(), List.of(total(0, 5, 2)));
    assertEquals(1, advance(1).size());
  }

  @Test
  void advance_routeWithoutRule_isLeftOut() {
    report(0, 10, 10);
    assertEquals(List.of(), repository().advance(Map.of(), start.plusSeconds(1)));
    assertEquals(List.of(), postgres.query(ROWS));
  }

  @Test
  void advance_ruleRemoved_endsTheFactor() {
    report(0, 10, 10);
    assertEquals(1, advance(1).size());
    DistressChange change =
        repository().advance(Map.of(), start.plusSeconds(2)).getFirst().change();
    assertEquals(new DistressChange.End("no policy tightens its limits any more"), change);
    assertEquals(List.of(), postgres.query(ROWS));
  }

  @Test
  void advance_otherControllerHoldsTheLock_waits() throws Exception {
    report(0, 10, 10);
    try (Connection other = postgres.connect()) {
      other.setAutoCommit(false);
      Postgres.execute(other, "select pg_advisory_xact_lock(hashtextextended('distress', 43))");
      assertEquals(List.of(), advance(1));
      other.rollback();
    }
    assertEquals(1, advance(1).size());
    assertEquals(List.of(), advance(2));
  }

  @Test
  void factor_isExtendedWhileItIsJudged() {
    report(0, 10, 10);
    assertEquals(1, advance(1).size());
    String end = end();
    report(1, 1, 1);
    assertEquals(List.of(), advance(5));
    assertEquals(end, end());
    report(15, 1, 1);
    report(30, 1, 1);
    assertEquals(List.of(), advance(32));
    assertTrue(end().compareTo(end) > 0);
  }

  @Test
  void factor_afterAnOutage_hasEnded() {
    report(0, 10, 10);
    assertEquals(1, advance(1).size());
    assertEquals(
        List.of("t"),
        postgres.query("select expires_at < now() + interval '70 s' from emergency_factors"));
    DistressChange change = advance(61).getFirst().change();
    assertEquals(new DistressChange.End("no controller has judged it for a minute"), change);
    assertEquals(List.of(), postgres.query(ROWS));
  }

  @Test
  void factor_deletedByAPerson_staysAway() {
    report(0, 10, 10);
    assertEquals(1, advance(1).size());
    postgres.execute("delete from emergency_factors");
    report(3, 10, 10);
    assertEquals(List.of(), advance(4));
    postgres.execute("update lifted_routes set at = now() - interval '11 minutes'");
    assertEquals(1, advance(4).size());
  }

  @Test
  void totals_ofOtherTimes_areDropped() {
    report(-400, 10, 10);
    report(200, 10, 10);
    assertEquals(List.of(), postgres.query("select * from route_totals"));
    report(0, 10, 10);
    totals().prune(start);
    assertEquals(List.of("1"), postgres.query("select count(*) from route_totals"));
    totals().prune(start.plusSeconds(1));
    assertEquals(List.of("0"), postgres.query("select count(*) from route_totals"));
  }

  @Test
  void compiler_writesEventsByTheFunctionAlone() throws Exception {
    try (Connection compiler = postgres.connect()) {
      Postgres.execute(compiler, "set role sluice_compiler");
      Postgres.execute(
          compiler,
          """
          select apply_route_totals(gen_random_uuid(), '[]'), end_auto_blocks();
          insert into emergency_factors
            (name, factor, reason, expires_at, created_by, source, route, stepped_at)
            values ('auto-x', 0.5, 'test', now() + interval '1 min', 'test', 'auto', 'r', now());
          update emergency_factors set factor = 0.25 where source = 'auto';
          delete from emergency_factors where source = 'auto';
          delete from lifted_routes;
          delete from route_totals;
          select write_system_event('a', 'DELETE', 'ip_block', null, 'x', null, null, null)
          """);
      String event =
          "insert into change_events (actor_id, action, portal, resource_type)"
              + " values ('a', 'LOGIN', 'admin', 'session')";
      assertThrows(SQLException.class, () -> Postgres.execute(compiler, event));
    }
  }

  private String end() {
    return postgres
        .query("select extract(epoch from expires_at)::bigint from emergency_factors")
        .getFirst();
  }

  private void report(long second, long requests, long errors) {
    totals().save(writer, List.of(total(second, requests, errors)));
  }

  private RouteTotalRow total(long second, long requests, long errors) {
    return new RouteTotalRow(ROUTE, start.getEpochSecond() + second, requests, errors, 0);
  }

  private List<DistressEvent> advance(long second) {
    return repository().advance(ALL, start.plusSeconds(second));
  }

  private RouteTotalsRepository totals() {
    return new RouteTotalsRepository(opened.orElseThrow());
  }

  private DistressRepository repository() {
    return new DistressRepository(opened.orElseThrow());
  }
}
