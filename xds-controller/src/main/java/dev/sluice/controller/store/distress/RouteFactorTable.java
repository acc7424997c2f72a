package dev.sluice.controller.store.distress;

import static dev.sluice.controller.store.distress.RouteTotalsRepository.time;

import dev.sluice.controller.distress.DistressState;
import dev.sluice.controller.distress.WatchedRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A table of the factors that the controller sets for single routes, in one transaction. Each
 * change of a factor writes an event.
 */
final class RouteFactorTable {
  private static final String ACTOR = "xds-controller";
  private static final int MAX_REASON = 2_000;

  /** The time after which a factor ends that no controller extends. */
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  /** The time in which a route whose factor a person deleted gets no new one. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final String INSERT =
      """
      insert into emergency_factors as f (name, cluster_id, environment, factor, reason, expires_at,
        created_by, source, route, stepped_at)
      values ('auto-' || left(md5(?), 12), (select id from clusters where name = ?), ?, ?, ?,
        ?::timestamptz, ?, 'auto', ?, ?::timestamptz)
      on conflict do nothing returning f.id, f.name, to_jsonb(f)::text as after
      """;

  private final DSLContext db;
  private final Instant now;

  RouteFactorTable(DSLContext db, Instant now) {
    this.db = db;
    this.now = now;
  }

  /** A row of a factor, with its content as JSON before it is changed. */
  record RouteFactorRow(
      UUID id, String name, String route, DistressState state, Instant expires, String content) {}

  /** Returns whether no other controller changes factors at the same time. */
  boolean lock() {
    return db.fetchSingle("select pg_try_advisory_xact_lock(hashtextextended('distress', 43))")
        .get(0, Boolean.class);
  }

  List<RouteFactorRow> rows() {
    return db.fetch(
            "select id, name, route, factor, stepped_at, expires_at, to_jsonb(f)::text"
                + " from emergency_factors f where source = 'auto' order by route")
        .map(row ->
            new RouteFactorRow(
                row.get(0, UUID.class),
                row.get(1, String.class),
                row.get(2, String.class),
                new DistressState(row.get(3, Double.class), instant(row, 4)),
                instant(row, 5),
                row.get(6, String.class)));
  }

  /** Returns the routes that get no factor for now; forgets those whose pause is over. */
  Set<String> paused() {
    int _ =
        db.execute("delete from lifted_routes where at < ?::timestamptz", time(now.minus(PAUSE)));
    return db.fetch("select route from lifted_routes").intoSet(0, String.class);
  }

  /** Adds a factor; returns false if a row with its name exists. */
  boolean add(WatchedRoute route, double factor, String reason) {
    Optional<Record> added =
        db.fetchOptional(
            INSERT,
            route.id(),
            route.cluster(),
            route.environment().name().toLowerCase(Locale.ROOT),
            factor,
            reason(route, reason),
            time(now.plus(LIFETIME)),
            ACTOR,
            route.id(),
            time(now));
    added.ifPresent(row ->
        event(
            "CREATE",
            row.get(0, UUID.class),
            row.get(1, String.class),
            route.tenant(),
            null,
            row.get(2, String.class)));
    return added.isPresent();
  }

  /** Changes a factor; returns false if its row was deleted meanwhile. */
  boolean change(RouteFactorRow row, WatchedRoute route, double factor, String reason) {
    Optional<Record> changed =
        db.fetchOptional(
            "update emergency_factors f set factor = ?, reason = ?, stepped_at = ?::timestamptz,"
                + " expires_at = ?::timestamptz where id = ? returning to_jsonb(f)::text",
            factor,
            reason(route, reason),
            time(now),
            time(now.plus(LIFETIME)),
            row.id());
    changed.ifPresent(after ->
        event(
            "UPDATE",
            row.id(),
            row.name(),
            route.tenant(),
            row.content(),
            after.get(0, String.class)));
    return changed.isPresent();
  }

  /** Extends a factor that would end soon. */
  void extend(RouteFactorRow row) {
    if (row.expires().isBefore(now.plus(LIFETIME.dividedBy(2)))) {
      int _ =
          db.execute(
              "update emergency_factors set expires_at = ?::timestamptz where id = ?",
              time(now.plus(LIFETIME)),
              row.id());
    }
  }

  /** Ends a factor; the route may get another one at any time. */
  boolean end(RouteFactorRow row, Optional<WatchedRoute> route) {
    boolean ended = db.execute("delete from emergency_factors where id = ?", row.id()) > 0;
    if (ended) {
      // The trigger cannot know that no person deleted the row.
      int _ = db.execute("delete from lifted_routes where route = ?", row.route());
      @Nullable String tenant = route.map(WatchedRoute::tenant).orElse(null);
      event("DELETE", row.id(), row.name(), tenant, row.content(), null);
    }
    return ended;
  }

  private void event(
      String action,
      UUID id,
      String name,
      @Nullable String tenant,
      @Nullable String before,
      @Nullable String after) {
    db.fetch(
        "select write_system_event(?, ?, 'emergency_factor', ?, ?, ?::uuid, ?::jsonb, ?::jsonb)",
        ACTOR,
        action,
        id,
        name,
        tenant,
        before,
        after);
  }

  private static String reason(WatchedRoute route, String reason) {
    String text = route.label() + ": " + reason;
    return text.substring(0, Math.min(MAX_REASON, text.length()));
  }

  private static Instant instant(Record row, int column) {
    return row.get(column, OffsetDateTime.class).toInstant();
  }
}
