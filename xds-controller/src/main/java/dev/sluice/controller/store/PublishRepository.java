package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.PRODUCTS;
import static dev.sluice.controller.store.jooq.Tables.PRODUCT_PUBLISHES;
import static dev.sluice.controller.store.jooq.Tables.PUBLISH_HOSTNAMES;
import static dev.sluice.controller.store.jooq.Tables.PUBLISH_SERVICES;

import dev.sluice.controller.domain.AuthMode;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.Environment;
import dev.sluice.controller.store.jooq.tables.records.ProductPublishesRecord;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;

/** Reads the publishes in force on a cluster, with their hosts and services. */
final class PublishRepository {
  private PublishRepository() {}

  static List<Publish> read(DSLContext db, UUID cluster) {
    Map<UUID, List<String>> hosts =
        db.select(PUBLISH_HOSTNAMES.PUBLISH_ID, PUBLISH_HOSTNAMES.HOST)
            .from(PUBLISH_HOSTNAMES)
            .join(PRODUCT_PUBLISHES)
            .on(PRODUCT_PUBLISHES.ID.eq(PUBLISH_HOSTNAMES.PUBLISH_ID))
            .where(Published.on(cluster))
            .orderBy(PUBLISH_HOSTNAMES.HOST)
            .fetchGroups(PUBLISH_HOSTNAMES.PUBLISH_ID, PUBLISH_HOSTNAMES.HOST);
    Map<UUID, List<UUID>> services =
        db.select(PUBLISH_SERVICES.PUBLISH_ID, PUBLISH_SERVICES.API_SERVICE_ID)
            .from(PUBLISH_SERVICES)
            .join(PRODUCT_PUBLISHES)
            .on(PRODUCT_PUBLISHES.ID.eq(PUBLISH_SERVICES.PUBLISH_ID))
            .where(Published.on(cluster))
            .orderBy(PUBLISH_SERVICES.API_SERVICE_ID)
            .fetchGroups(PUBLISH_SERVICES.PUBLISH_ID, PUBLISH_SERVICES.API_SERVICE_ID);
    return db.select(PRODUCT_PUBLISHES.asterisk(), PRODUCTS.SLUG)
        .from(PRODUCT_PUBLISHES)
        .join(PRODUCTS)
        .on(PRODUCTS.ID.eq(PRODUCT_PUBLISHES.PRODUCT_ID))
        .where(Published.on(cluster))
        .orderBy(PRODUCT_PUBLISHES.ID)
        .fetch(
            row -> publish(row.into(PRODUCT_PUBLISHES), row.get(PRODUCTS.SLUG), hosts, services));
  }

  private static Publish publish(
      ProductPublishesRecord row,
      String product,
      Map<UUID, List<String>> hosts,
      Map<UUID, List<UUID>> services) {
    return new Publish(
        Columns.id(row.getId()),
        Columns.id(row.getProviderTenantId()),
        product,
        Columns.id(row.getGatewayId()),
        Columns.word(Environment.class, row.getEnvironment()),
        Columns.word(AuthMode.class, row.getAuthMode()),
        Columns.object(row.getAuthConfig()),
        hosts.getOrDefault(row.getId(), List.of()),
        services.getOrDefault(row.getId(), List.of()).stream().map(Columns::id).toList());
  }
}
