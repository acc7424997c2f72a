package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.BACKENDS;
import static dev.sluice.controller.store.jooq.Tables.BACKEND_ENDPOINTS;

import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.value.LoadBalancing;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.route.UpstreamAuth;
import dev.sluice.controller.store.jooq.tables.records.BackendEndpointsRecord;
import dev.sluice.controller.store.jooq.tables.records.BackendsRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;

/** A reader of backends with their enabled endpoints. */
final class BackendRepository {
  private BackendRepository() {}

  static List<Backend> read(DSLContext db, RowSelection wanted) {
    Map<UUID, List<EndpointIr>> endpoints =
        wanted
            .query(
                "endpoints",
                () ->
                    db.selectFrom(BACKEND_ENDPOINTS)
                        .where(wanted.condition(BACKEND_ENDPOINTS.BACKEND_ID))
                        .and(BACKEND_ENDPOINTS.ENABLED)
                        .orderBy(BACKEND_ENDPOINTS.ID))
            .fetchGroups(BACKEND_ENDPOINTS.BACKEND_ID, BackendRepository::endpoint);
    return wanted
        .query(
            "backends",
            () -> db.selectFrom(BACKENDS).where(wanted.condition(BACKENDS.ID)).orderBy(BACKENDS.ID))
        .fetch(row -> backend(row, endpoints.getOrDefault(row.getId(), List.of())));
  }

  private static Backend backend(BackendsRecord row, List<EndpointIr> endpoints) {
    return new Backend(
        ColumnValues.id(row.getId()),
        ColumnValues.id(row.getApiServiceId()),
        row.getName(),
        ColumnValues.enumValue(UpstreamScheme.class, row.getScheme()),
        ColumnValues.enumValue(LoadBalancing.class, row.getLbPolicy()),
        ColumnValues.jsonObject(row.getBalancing()),
        Duration.ofMillis(row.getConnectTimeoutMs()),
        row.getMaxConnections(),
        ColumnValues.jsonObject(row.getHealthCheck()),
        ColumnValues.jsonObject(row.getTls()),
        ColumnValues.enumValue(UpstreamAuth.class, row.getUpstreamAuth()),
        row.getInternalToken(),
        Optional.ofNullable(row.getUpstreamSecretRef()),
        endpoints);
  }

  private static EndpointIr endpoint(BackendEndpointsRecord row) {
    Map<String, String> labels = new TreeMap<>();
    ColumnValues.jsonObject(row.getLabels())
        .forEach((name, value) -> labels.put(name, String.valueOf(value)));
    return new EndpointIr(
        row.getHost(),
        row.getPort(),
        row.getWeight(),
        row.getPriority(),
        Optional.ofNullable(row.getZone()),
        row.getDrain(),
        labels);
  }
}
