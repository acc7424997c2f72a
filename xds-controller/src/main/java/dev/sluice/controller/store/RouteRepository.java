package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.API_VERSIONS;
import static dev.sluice.controller.store.jooq.Tables.ROUTES;
import static dev.sluice.controller.store.jooq.Tables.ROUTE_BACKENDS;

import dev.sluice.controller.domain.PathKind;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.ir.Dialect;
import dev.sluice.controller.ir.Level;
import dev.sluice.controller.store.jooq.tables.records.RouteBackendsRecord;
import dev.sluice.controller.store.jooq.tables.records.RoutesRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the routes of a cluster's services that are switched on, with their backends. */
final class RouteRepository {
  private RouteRepository() {}

  static List<Route> read(DSLContext db, UUID cluster) {
    Map<UUID, List<RouteBackend>> backends =
        db.selectFrom(ROUTE_BACKENDS)
            .where(Published.service(ROUTE_BACKENDS.API_SERVICE_ID, cluster))
            .orderBy(ROUTE_BACKENDS.ROUTE_ID, ROUTE_BACKENDS.BACKEND_ID)
            .fetchGroups(ROUTE_BACKENDS.ROUTE_ID, RouteRepository::share);
    return db.select(ROUTES.asterisk(), API_VERSIONS.LABEL)
        .from(ROUTES)
        .leftJoin(API_VERSIONS)
        .on(API_VERSIONS.ID.eq(ROUTES.API_VERSION_ID))
        .where(Published.service(ROUTES.API_SERVICE_ID, cluster))
        .and(ROUTES.ENABLED)
        .orderBy(ROUTES.ID)
        .fetch(row -> route(row.into(ROUTES), row.get(API_VERSIONS.LABEL), backends));
  }

  private static Route route(
      RoutesRecord row, @Nullable String version, Map<UUID, List<RouteBackend>> backends) {
    return new Route(
        Columns.id(row.getId()),
        Columns.id(row.getApiServiceId()),
        Optional.ofNullable(version),
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
        backends.getOrDefault(row.getId(), List.of()));
  }

  private static RouteBackend share(RouteBackendsRecord row) {
    return new RouteBackend(
        Columns.id(row.getBackendId()), row.getWeight(), row.getFailoverOrder());
  }
}
