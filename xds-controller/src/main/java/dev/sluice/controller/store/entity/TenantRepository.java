package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.TENANTS;

import dev.sluice.controller.domain.Tenant;
import java.util.List;
import org.jooq.DSLContext;

/** A reader of tenants. */
final class TenantRepository {
  private TenantRepository() {}

  static List<Tenant> read(DSLContext db, RowSelection wanted) {
    return db.selectFrom(TENANTS)
        .where(wanted.condition(TENANTS.ID))
        .orderBy(TENANTS.ID)
        .fetch(row ->
            new Tenant(
                ColumnValues.id(row.getId()),
                row.getSlug(),
                row.getNumber(),
                row.getStatus().equals("active")));
  }
}
