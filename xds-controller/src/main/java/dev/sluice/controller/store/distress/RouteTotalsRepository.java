package dev.sluice.controller.store.distress;

import dev.sluice.controller.distress.RouteFigures;
import dev.sluice.controller.distress.RouteSeries;
import dev.sluice.controller.distress.RouteSeries.SecondFigures;
import dev.sluice.controller.store.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** A repository of the exchanges on routes by second. */
public final class RouteTotalsRepository {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SERIES =
      """
      select t.route, t.at, sum(t.requests)::bigint, sum(t.errors)::bigint, sum(t.slow)::bigint
      from route_totals t
      where t.at >= ?::timestamptz and t.route in (
        select f.route from route_totals f
          where f.at >= ?::timestamptz and (f.errors > 0 or f.slow > 0)
        union select e.route from emergency_factors e where e.source = 'auto')
      group by t.route, t.at order by t.route, t.at
      """;

  private final Database database;

  public RouteTotalsRepository(Database database) {
    this.database = database;
  }

  /** A total of the exchanges on a route that ended in one second and reached an upstream. */
  public record RouteTotalRow(String route, long second, long requests, long errors, long slow) {}

  /** Writes the totals of a process. */
  public void save(UUID writer, List<RouteTotalRow> totals) {
    database.write(
        "writing totals of routes",
        db ->
            db.fetch(
                "select apply_route_totals(?, ?::jsonb)", writer, JSON.writeValueAsString(totals)));
  }

  /** Deletes totals that no rule needs any more. */
  public void prune(Instant before) {
    database.write(
        "deleting old totals of routes",
        db -> db.execute("delete from route_totals where at < ?::timestamptz", time(before)));
  }

  /** Returns the figures of the routes that had a failed or slow request or have a factor. */
  static Map<String, RouteSeries> read(DSLContext db, Instant since) {
    Map<String, List<SecondFigures>> byRoute = new HashMap<>();
    db.fetch(SERIES, time(since), time(since))
        .forEach(row ->
            byRoute
                .computeIfAbsent(row.get(0, String.class), _ -> new ArrayList<>())
                .add(
                    new SecondFigures(
                        row.get(1, OffsetDateTime.class).toInstant(),
                        new RouteFigures(
                            row.get(2, Long.class),
                            row.get(3, Long.class),
                            row.get(4, Long.class)))));
    Map<String, RouteSeries> series = new HashMap<>();
    byRoute.forEach((route, seconds) -> series.put(route, new RouteSeries(seconds)));
    return series;
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
