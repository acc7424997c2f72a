package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.PRODUCT_PUBLISHES;
import static dev.sluice.controller.store.jooq.Tables.PUBLISH_HOSTNAMES;
import static dev.sluice.controller.store.jooq.Tables.PUBLISH_SERVICES;

import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.value.AuthMode;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.store.jooq.tables.records.ProductPublishesRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** A reader of published products with their hosts and services. */
final class PublishRepository {
  private static final Condition PUBLISHED = PRODUCT_PUBLISHES.STATUS.eq("PUBLISHED");

  private PublishRepository() {}

  static List<Publish> read(DSLContext db, RowSelection wanted) {
    Map<UUID, List<String>> hosts =
        db.select(PUBLISH_HOSTNAMES.PUBLISH_ID, PUBLISH_HOSTNAMES.HOST)
            .from(PUBLISH_HOSTNAMES)
            .join(PRODUCT_PUBLISHES)
            .on(PRODUCT_PUBLISHES.ID.eq(PUBLISH_HOSTNAMES.PUBLISH_ID))
            .where(PUBLISHED)
            .and(wanted.condition(PUBLISH_HOSTNAMES.PUBLISH_ID))
            .orderBy(PUBLISH_HOSTNAMES.HOST)
            .fetchGroups(PUBLISH_HOSTNAMES.PUBLISH_ID, PUBLISH_HOSTNAMES.HOST);
    Map<UUID, List<UUID>> services =
        db.select(PUBLISH_SERVICES.PUBLISH_ID, PUBLISH_SERVICES.API_SERVICE_ID)
            .from(PUBLISH_SERVICES)
            .join(PRODUCT_PUBLISHES)
            .on(PRODUCT_PUBLISHES.ID.eq(PUBLISH_SERVICES.PUBLISH_ID))
            .where(PUBLISHED)
            .and(wanted.condition(PUBLISH_SERVICES.PUBLISH_ID))
            .orderBy(PUBLISH_SERVICES.API_SERVICE_ID)
            .fetchGroups(PUBLISH_SERVICES.PUBLISH_ID, PUBLISH_SERVICES.API_SERVICE_ID);
    return db.selectFrom(PRODUCT_PUBLISHES)
        .where(PUBLISHED)
        .and(wanted.condition(PRODUCT_PUBLISHES.ID))
        .orderBy(PRODUCT_PUBLISHES.ID)
        .fetch(row -> publish(row, hosts, services));
  }

  private static Publish publish(
      ProductPublishesRecord row, Map<UUID, List<String>> hosts, Map<UUID, List<UUID>> services) {
    return new Publish(
        ColumnValues.id(row.getId()),
        ColumnValues.id(row.getProviderTenantId()),
        ColumnValues.id(row.getProductId()),
        ColumnValues.id(row.getClusterId()),
        ColumnValues.id(row.getGatewayId()),
        ColumnValues.enumValue(PublishEnvironment.class, row.getEnvironment()),
        since(row),
        ColumnValues.enumValue(AuthMode.class, row.getAuthMode()),
        ColumnValues.jsonObject(row.getAuthConfig()),
        hosts.getOrDefault(row.getId(), List.of()),
        services.getOrDefault(row.getId(), List.of()).stream().map(ColumnValues::id).toList());
  }

  private static Instant since(ProductPublishesRecord row) {
    OffsetDateTime published = row.getPublishedAt();
    return (published == null ? row.getCreatedAt() : published).toInstant();
  }
}
