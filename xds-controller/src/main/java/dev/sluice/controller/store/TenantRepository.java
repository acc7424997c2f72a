package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.TENANTS;

import dev.sluice.controller.domain.Tenant;
import java.util.List;
import org.jooq.DSLContext;

/** Reads tenants. */
final class TenantRepository {
  private TenantRepository() {}

  static List<Tenant> read(DSLContext db, Wanted wanted) {
    return db.selectFrom(TENANTS)
        .where(wanted.by(TENANTS.ID))
        .orderBy(TENANTS.ID)
        .fetch(row ->
            new Tenant(
                Columns.id(row.getId()),
                row.getSlug(),
                row.getNumber(),
                row.getStatus().equals("active")));
  }
}
