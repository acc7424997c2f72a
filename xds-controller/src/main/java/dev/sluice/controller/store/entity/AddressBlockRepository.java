package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.IP_BLOCKS;
import static dev.sluice.controller.store.jooq.Tables.TENANTS;

import dev.sluice.controller.domain.policyserver.AddressBlock;
import dev.sluice.controller.ir.access.TenantIr;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** A reader of address blocks, without those that expired long ago. */
final class AddressBlockRepository {
  private static final Field<OffsetDateTime> EXPIRES =
      ColumnValues.bounded(IP_BLOCKS.EXPIRES_AT).as("expires");

  private static final Field<String> CIDR = IP_BLOCKS.CIDR.cast(String.class).as("network");

  private AddressBlockRepository() {}

  static List<AddressBlock> read(DSLContext db, RowSelection wanted) {
    return db.select(
            IP_BLOCKS.ID,
            CIDR,
            IP_BLOCKS.ACTION,
            IP_BLOCKS.TENANT_ID,
            TENANTS.SLUG,
            TENANTS.NUMBER,
            EXPIRES)
        .from(IP_BLOCKS)
        .leftJoin(TENANTS)
        .on(TENANTS.ID.eq(IP_BLOCKS.TENANT_ID))
        .where(wanted.condition(IP_BLOCKS.ID))
        .and(ColumnValues.endedRecently(IP_BLOCKS.EXPIRES_AT))
        .orderBy(IP_BLOCKS.ID)
        .fetch(AddressBlockRepository::block);
  }

  private static AddressBlock block(Record row) {
    return new AddressBlock(
        ColumnValues.id(row.get(IP_BLOCKS.ID)),
        row.get(CIDR),
        row.get(IP_BLOCKS.ACTION).equals("allow"),
        Optional.ofNullable(row.get(IP_BLOCKS.TENANT_ID))
            .map(id ->
                new TenantIr(ColumnValues.id(id), row.get(TENANTS.SLUG), row.get(TENANTS.NUMBER))),
        ColumnValues.instant(row.get(EXPIRES)));
  }
}
