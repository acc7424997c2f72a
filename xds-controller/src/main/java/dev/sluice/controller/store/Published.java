package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.PRODUCT_PUBLISHES;
import static dev.sluice.controller.store.jooq.Tables.PUBLISH_SERVICES;

import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What counts as published on a cluster. */
final class Published {
  private Published() {}

  /** Holds for publishes that are in force on the cluster. */
  static Condition on(UUID cluster) {
    return PRODUCT_PUBLISHES.CLUSTER_ID.eq(cluster).and(PRODUCT_PUBLISHES.STATUS.eq("PUBLISHED"));
  }

  /** Holds for services that some publish in force on the cluster offers. */
  static Condition service(Field<UUID> service, UUID cluster) {
    return service.in(
        DSL.select(PUBLISH_SERVICES.API_SERVICE_ID)
            .from(PUBLISH_SERVICES)
            .join(PRODUCT_PUBLISHES)
            .on(PRODUCT_PUBLISHES.ID.eq(PUBLISH_SERVICES.PUBLISH_ID))
            .where(on(cluster)));
  }

  /** Holds for tenants that provide some publish in force on the cluster. */
  static Condition provider(Field<UUID> tenant, UUID cluster) {
    return tenant.in(
        DSL.select(PRODUCT_PUBLISHES.PROVIDER_TENANT_ID)
            .from(PRODUCT_PUBLISHES)
            .where(on(cluster)));
  }
}
