package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.POLICIES;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.store.jooq.tables.records.PoliciesRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** A reader of enabled policies. */
final class PolicyRepository {
  private PolicyRepository() {}

  static List<Policy> read(DSLContext db, RowSelection wanted) {
    return db.selectFrom(POLICIES)
        .where(wanted.condition(POLICIES.ID))
        .and(POLICIES.ENABLED)
        .orderBy(POLICIES.ID)
        .fetch(PolicyRepository::policy);
  }

  private static Policy policy(PoliciesRecord row) {
    return new Policy(
        ColumnValues.id(row.getId()),
        ColumnValues.id(row.getTenantId()),
        ColumnValues.enumValue(PolicyScope.class, row.getScope()),
        Optional.ofNullable(row.getGatewayId()).map(ColumnValues::id),
        Optional.ofNullable(row.getApiServiceId()).map(ColumnValues::id),
        Optional.ofNullable(row.getRouteId()).map(ColumnValues::id),
        row.getKind(),
        ColumnValues.optionalEnumValue(PublishEnvironment.class, row.getEnvironment()),
        ColumnValues.jsonObject(row.getSpec()));
  }
}
