package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.API_SERVICES;
import static dev.sluice.controller.store.jooq.Tables.CACHE_PURGES;

import dev.sluice.controller.domain.policyserver.CachePurge;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** A reader of cache purges that may still concern a stored response. */
final class CachePurgeRepository {
  private CachePurgeRepository() {}

  static List<CachePurge> read(DSLContext db, RowSelection wanted) {
    return db.select(
            CACHE_PURGES.ID,
            CACHE_PURGES.TENANT_ID,
            API_SERVICES.NAME,
            CACHE_PURGES.TAG,
            CACHE_PURGES.CREATED_AT)
        .from(CACHE_PURGES)
        .leftJoin(API_SERVICES)
        .on(API_SERVICES.ID.eq(CACHE_PURGES.API_SERVICE_ID))
        .where(wanted.condition(CACHE_PURGES.ID))
        .and(DSL.condition("{0} > now() - interval '2 days'", CACHE_PURGES.CREATED_AT))
        .orderBy(CACHE_PURGES.ID)
        .fetch(row ->
            new CachePurge(
                ColumnValues.id(row.get(CACHE_PURGES.ID)),
                ColumnValues.id(row.get(CACHE_PURGES.TENANT_ID)),
                Optional.ofNullable(row.get(API_SERVICES.NAME)),
                Optional.ofNullable(row.get(CACHE_PURGES.TAG)),
                row.get(CACHE_PURGES.CREATED_AT).toInstant()));
  }
}
