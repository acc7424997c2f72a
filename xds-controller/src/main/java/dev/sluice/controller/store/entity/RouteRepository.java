package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.ROUTES;
import static dev.sluice.controller.store.jooq.Tables.ROUTE_BACKENDS;

import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.route.CallerLevel;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.store.jooq.tables.records.RouteBackendsRecord;
import dev.sluice.controller.store.jooq.tables.records.RoutesRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** A reader of enabled routes with their backends. */
final class RouteRepository {
  private RouteRepository() {}

  static List<Route> read(DSLContext db, RowSelection wanted) {
    Map<UUID, List<RouteBackend>> backends =
        wanted
            .query(
                "shares",
                () ->
                    db.selectFrom(ROUTE_BACKENDS)
                        .where(wanted.condition(ROUTE_BACKENDS.ROUTE_ID))
                        .orderBy(ROUTE_BACKENDS.ROUTE_ID, ROUTE_BACKENDS.BACKEND_ID))
            .fetchGroups(ROUTE_BACKENDS.ROUTE_ID, RouteRepository::share);
    return wanted
        .query(
            "routes",
            () ->
                db.selectFrom(ROUTES)
                    .where(wanted.condition(ROUTES.ID))
                    .and(ROUTES.ENABLED)
                    .orderBy(ROUTES.ID))
        .fetch(row -> route(row, backends));
  }

  private static Route route(RoutesRecord row, Map<UUID, List<RouteBackend>> backends) {
    return new Route(
        ColumnValues.id(row.getId()),
        ColumnValues.id(row.getApiServiceId()),
        Optional.ofNullable(row.getApiVersionId()).map(ColumnValues::id),
        row.getName(),
        row.getPriority(),
        ColumnValues.enumValue(PathMatchKind.class, row.getPathKind()),
        row.getPath(),
        List.of(row.getMethods()),
        ColumnValues.jsonArray(row.getHeaders()),
        ColumnValues.jsonArray(row.getQuery()),
        Optional.ofNullable(row.getRewritePrefix()),
        Duration.ofMillis(row.getIdleTimeoutMs()),
        Duration.ofMillis(row.getTimeoutMs()),
        row.getStreaming(),
        ColumnValues.optionalEnumValue(CallerLevel.class, row.getMinLevel()),
        ColumnValues.enumValue(ErrorDialect.class, row.getDialect()),
        ColumnValues.enumValue(SseEventIds.class, row.getSseIds()),
        row.getOpen(),
        backends.getOrDefault(row.getId(), List.of()));
  }

  private static RouteBackend share(RouteBackendsRecord row) {
    return new RouteBackend(
        ColumnValues.id(row.getBackendId()),
        row.getWeight(),
        row.getFailoverOrder(),
        ColumnValues.jsonObject(row.getSubset()));
  }
}
