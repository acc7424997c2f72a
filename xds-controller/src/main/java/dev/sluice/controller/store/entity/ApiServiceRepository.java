package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.API_SERVICES;

import dev.sluice.controller.domain.ApiService;
import java.util.List;
import org.jooq.DSLContext;

/** A reader of services. */
final class ApiServiceRepository {
  private ApiServiceRepository() {}

  static List<ApiService> read(DSLContext db, RowSelection wanted) {
    return db.selectFrom(API_SERVICES)
        .where(wanted.condition(API_SERVICES.ID))
        .orderBy(API_SERVICES.ID)
        .fetch(row ->
            new ApiService(
                ColumnValues.id(row.getId()),
                ColumnValues.id(row.getTenantId()),
                row.getName(),
                row.getStatus().equals("active"),
                ColumnValues.jsonObject(row.getVersioning())));
  }
}
