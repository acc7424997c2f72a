package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.API_VERSIONS;

import dev.sluice.controller.domain.ApiVersion;
import java.util.List;
import org.jooq.DSLContext;

/** A reader of the versions of services. */
final class ApiVersionRepository {
  private ApiVersionRepository() {}

  static List<ApiVersion> read(DSLContext db, RowSelection wanted) {
    return db.selectFrom(API_VERSIONS)
        .where(wanted.condition(API_VERSIONS.ID))
        .orderBy(API_VERSIONS.ID)
        .fetch(row ->
            new ApiVersion(
                ColumnValues.id(row.getId()),
                ColumnValues.id(row.getApiServiceId()),
                row.getLabel()));
  }
}
