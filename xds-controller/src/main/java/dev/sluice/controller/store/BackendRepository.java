package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.BACKENDS;
import static dev.sluice.controller.store.jooq.Tables.BACKEND_ENDPOINTS;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.BackendScheme;
import dev.sluice.controller.domain.Balancing;
import dev.sluice.controller.domain.Endpoint;
import dev.sluice.controller.ir.UpstreamAuth;
import dev.sluice.controller.store.jooq.tables.records.BackendEndpointsRecord;
import dev.sluice.controller.store.jooq.tables.records.BackendsRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** Reads backends, with the endpoints that are switched on. */
final class BackendRepository {
  private BackendRepository() {}

  static List<Backend> read(DSLContext db, Wanted wanted) {
    Map<UUID, List<Endpoint>> endpoints =
        wanted
            .query(
                "endpoints",
                () ->
                    db.selectFrom(BACKEND_ENDPOINTS)
                        .where(wanted.by(BACKEND_ENDPOINTS.BACKEND_ID))
                        .and(BACKEND_ENDPOINTS.ENABLED)
                        .orderBy(BACKEND_ENDPOINTS.ID))
            .fetchGroups(BACKEND_ENDPOINTS.BACKEND_ID, BackendRepository::endpoint);
    return wanted
        .query(
            "backends",
            () -> db.selectFrom(BACKENDS).where(wanted.by(BACKENDS.ID)).orderBy(BACKENDS.ID))
        .fetch(row -> backend(row, endpoints.getOrDefault(row.getId(), List.of())));
  }

  private static Backend backend(BackendsRecord row, List<Endpoint> endpoints) {
    return new Backend(
        Columns.id(row.getId()),
        Columns.id(row.getApiServiceId()),
        row.getName(),
        Columns.word(BackendScheme.class, row.getScheme()),
        Columns.word(Balancing.class, row.getLbPolicy()),
        Duration.ofMillis(row.getConnectTimeoutMs()),
        row.getMaxConnections(),
        Columns.object(row.getHealthCheck()),
        Columns.object(row.getTls()),
        Columns.word(UpstreamAuth.class, row.getUpstreamAuth()),
        row.getInternalToken(),
        Optional.ofNullable(row.getUpstreamSecretRef()),
        endpoints);
  }

  private static Endpoint endpoint(BackendEndpointsRecord row) {
    return new Endpoint(row.getHost(), row.getPort(), row.getWeight(), row.getPriority());
  }
}
