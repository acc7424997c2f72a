package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.API_VERSIONS;

import dev.sluice.controller.domain.ApiVersion;
import java.util.List;
import org.jooq.DSLContext;

/** Reads the versions of services. */
final class VersionRepository {
  private VersionRepository() {}

  static List<ApiVersion> read(DSLContext db, Wanted wanted) {
    return db.selectFrom(API_VERSIONS)
        .where(wanted.by(API_VERSIONS.ID))
        .orderBy(API_VERSIONS.ID)
        .fetch(row ->
            new ApiVersion(
                Columns.id(row.getId()), Columns.id(row.getApiServiceId()), row.getLabel()));
  }
}
