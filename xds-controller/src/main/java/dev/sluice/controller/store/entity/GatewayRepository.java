package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.GATEWAYS;
import static dev.sluice.controller.store.jooq.Tables.GATEWAY_LISTENERS;

import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.domain.value.ListenerProtocol;
import dev.sluice.controller.domain.value.TlsMode;
import dev.sluice.controller.store.jooq.tables.records.GatewayListenersRecord;
import dev.sluice.controller.store.jooq.tables.records.GatewaysRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** A reader of gateways with their listeners, in the order of their creation. */
final class GatewayRepository {
  private GatewayRepository() {}

  static List<Gateway> read(DSLContext db, RowSelection wanted) {
    Map<UUID, List<Listener>> listeners =
        db.select(GATEWAY_LISTENERS.asterisk())
            .from(GATEWAY_LISTENERS)
            .where(wanted.condition(GATEWAY_LISTENERS.GATEWAY_ID))
            .orderBy(GATEWAY_LISTENERS.CREATED_AT, GATEWAY_LISTENERS.NAME)
            .fetchInto(GATEWAY_LISTENERS)
            .intoGroups(GATEWAY_LISTENERS.GATEWAY_ID, GatewayRepository::listener);
    return db.selectFrom(GATEWAYS)
        .where(wanted.condition(GATEWAYS.ID))
        .orderBy(GATEWAYS.ID)
        .fetch(row -> gateway(row, listeners.getOrDefault(row.getId(), List.of())));
  }

  private static Gateway gateway(GatewaysRecord row, List<Listener> listeners) {
    return new Gateway(
        ColumnValues.id(row.getId()),
        ColumnValues.id(row.getTenantId()),
        row.getName(),
        row.getGatewayClass(),
        row.getStatus().equals("active"),
        row.getCreatedAt().toInstant(),
        listeners);
  }

  private static Listener listener(GatewayListenersRecord row) {
    return new Listener(
        ColumnValues.id(row.getId()),
        row.getName(),
        row.getPort(),
        ColumnValues.enumValue(ListenerProtocol.class, row.getProtocol()),
        Optional.ofNullable(row.getHostname()),
        ColumnValues.optionalEnumValue(TlsMode.class, row.getTlsMode()),
        Optional.ofNullable(row.getSecretRef()),
        ColumnValues.jsonObject(row.getTls()),
        row.getHttp3(),
        row.getProxyProtocol(),
        Optional.ofNullable(row.getBackendId()).map(ColumnValues::id),
        List.of(row.getAllowedCidrs()),
        Objects.requireNonNullElse(row.getMaxConnections(), 0),
        Objects.requireNonNullElse(row.getBufferKb(), 0));
  }
}
