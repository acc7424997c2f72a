package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.TENANTS;

import dev.sluice.controller.domain.Tenant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** Reads the providers of a cluster's publishes. */
final class TenantRepository {
  private TenantRepository() {}

  static List<Tenant> read(DSLContext db, UUID cluster) {
    return db.selectFrom(TENANTS)
        .where(Published.provider(TENANTS.ID, cluster))
        .orderBy(TENANTS.ID)
        .fetch(row ->
            new Tenant(
                Columns.id(row.getId()),
                row.getSlug(),
                row.getNumber(),
                row.getStatus().equals("active")));
  }
}
