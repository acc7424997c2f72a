package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.ROUTES;
import static dev.sluice.controller.store.jooq.Tables.ROUTE_BACKENDS;

import dev.sluice.controller.domain.PathKind;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.ir.Dialect;
import dev.sluice.controller.ir.Level;
import dev.sluice.controller.ir.SseIds;
import dev.sluice.controller.store.jooq.tables.records.RouteBackendsRecord;
import dev.sluice.controller.store.jooq.tables.records.RoutesRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** Reads the routes that are switched on, with their backends. */
final class RouteRepository {
  private RouteRepository() {}

  static List<Route> read(DSLContext db, Wanted wanted) {
    Map<UUID, List<RouteBackend>> backends =
        wanted
            .query(
                "shares",
                () ->
                    db.selectFrom(ROUTE_BACKENDS)
                        .where(wanted.by(ROUTE_BACKENDS.ROUTE_ID))
                        .orderBy(ROUTE_BACKENDS.ROUTE_ID, ROUTE_BACKENDS.BACKEND_ID))
            .fetchGroups(ROUTE_BACKENDS.ROUTE_ID, RouteRepository::share);
    return wanted
        .query(
            "routes",
            () ->
                db.selectFrom(ROUTES)
                    .where(wanted.by(ROUTES.ID))
                    .and(ROUTES.ENABLED)
                    .orderBy(ROUTES.ID))
        .fetch(row -> route(row, backends));
  }

  private static Route route(RoutesRecord row, Map<UUID, List<RouteBackend>> backends) {
    return new Route(
        Columns.id(row.getId()),
        Columns.id(row.getApiServiceId()),
        Optional.ofNullable(row.getApiVersionId()).map(Columns::id),
        row.getName(),
        row.getPriority(),
        Columns.word(PathKind.class, row.getPathKind()),
        row.getPath(),
        List.of(row.getMethods()),
        Columns.array(row.getHeaders()),
        Columns.array(row.getQuery()),
        Optional.ofNullable(row.getRewritePrefix()),
        Duration.ofMillis(row.getIdleTimeoutMs()),
        Duration.ofMillis(row.getTimeoutMs()),
        row.getStreaming(),
        Columns.optionalWord(Level.class, row.getMinLevel()),
        Columns.word(Dialect.class, row.getDialect()),
        Columns.word(SseIds.class, row.getSseIds()),
        row.getOpen(),
        backends.getOrDefault(row.getId(), List.of()));
  }

  private static RouteBackend share(RouteBackendsRecord row) {
    return new RouteBackend(
        Columns.id(row.getBackendId()), row.getWeight(), row.getFailoverOrder());
  }
}
