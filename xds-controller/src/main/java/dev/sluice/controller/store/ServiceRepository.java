package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.API_SERVICES;

import dev.sluice.controller.domain.ApiService;
import java.util.List;
import org.jooq.DSLContext;

/** Reads services. */
final class ServiceRepository {
  private ServiceRepository() {}

  static List<ApiService> read(DSLContext db, Wanted wanted) {
    return db.selectFrom(API_SERVICES)
        .where(wanted.by(API_SERVICES.ID))
        .orderBy(API_SERVICES.ID)
        .fetch(row ->
            new ApiService(
                Columns.id(row.getId()),
                Columns.id(row.getTenantId()),
                row.getName(),
                row.getStatus().equals("active")));
  }
}
