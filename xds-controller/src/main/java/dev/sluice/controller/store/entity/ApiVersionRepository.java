package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.API_VERSIONS;

import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.value.VersionStatus;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** A reader of the versions of services. */
final class ApiVersionRepository {
  private static final Field<OffsetDateTime> DEPRECATED =
      ColumnValues.bounded(API_VERSIONS.DEPRECATED_AT).as("deprecated");
  private static final Field<OffsetDateTime> SUNSET =
      ColumnValues.bounded(API_VERSIONS.SUNSET_AT).as("sunset");

  private ApiVersionRepository() {}

  static List<ApiVersion> read(DSLContext db, RowSelection wanted) {
    return db.select(
            API_VERSIONS.ID,
            API_VERSIONS.API_SERVICE_ID,
            API_VERSIONS.LABEL,
            API_VERSIONS.STATUS,
            API_VERSIONS.IS_DEFAULT,
            DEPRECATED,
            SUNSET,
            API_VERSIONS.SUCCESSOR_ID,
            API_VERSIONS.DOCS_URL,
            API_VERSIONS.BROWNOUTS)
        .from(API_VERSIONS)
        .where(wanted.condition(API_VERSIONS.ID))
        .orderBy(API_VERSIONS.ID)
        .fetch(ApiVersionRepository::version);
  }

  private static ApiVersion version(Record row) {
    return new ApiVersion(
        ColumnValues.id(row.get(API_VERSIONS.ID)),
        ColumnValues.id(row.get(API_VERSIONS.API_SERVICE_ID)),
        row.get(API_VERSIONS.LABEL),
        ColumnValues.enumValue(VersionStatus.class, row.get(API_VERSIONS.STATUS)),
        row.get(API_VERSIONS.IS_DEFAULT),
        ColumnValues.instant(row.get(DEPRECATED)),
        ColumnValues.instant(row.get(SUNSET)),
        Optional.ofNullable(row.get(API_VERSIONS.SUCCESSOR_ID)).map(ColumnValues::id),
        Optional.ofNullable(row.get(API_VERSIONS.DOCS_URL)),
        ColumnValues.jsonObject(row.get(API_VERSIONS.BROWNOUTS)));
  }
}
