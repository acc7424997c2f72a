package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.API_SERVICES;

import dev.sluice.controller.domain.ApiService;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** Reads the services that a cluster's publishes offer. */
final class ServiceRepository {
  private ServiceRepository() {}

  static List<ApiService> read(DSLContext db, UUID cluster) {
    return db.selectFrom(API_SERVICES)
        .where(Published.service(API_SERVICES.ID, cluster))
        .orderBy(API_SERVICES.ID)
        .fetch(row ->
            new ApiService(
                Columns.id(row.getId()),
                Columns.id(row.getTenantId()),
                row.getName(),
                row.getStatus().equals("active")));
  }
}
