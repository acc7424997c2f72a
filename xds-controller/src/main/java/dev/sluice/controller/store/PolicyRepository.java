package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.POLICIES;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.PolicyScope;
import dev.sluice.controller.ir.Environment;
import dev.sluice.controller.store.jooq.tables.records.PoliciesRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Reads the policies that are switched on. */
final class PolicyRepository {
  private PolicyRepository() {}

  static List<Policy> read(DSLContext db, Wanted wanted) {
    return db.selectFrom(POLICIES)
        .where(wanted.by(POLICIES.ID))
        .and(POLICIES.ENABLED)
        .orderBy(POLICIES.ID)
        .fetch(PolicyRepository::policy);
  }

  private static Policy policy(PoliciesRecord row) {
    return new Policy(
        Columns.id(row.getId()),
        Columns.id(row.getTenantId()),
        Columns.word(PolicyScope.class, row.getScope()),
        Optional.ofNullable(row.getApiServiceId()).map(Columns::id),
        Optional.ofNullable(row.getRouteId()).map(Columns::id),
        row.getKind(),
        Columns.optionalWord(Environment.class, row.getEnvironment()),
        Columns.object(row.getSpec()));
  }
}
