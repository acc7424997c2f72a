package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.PLANS;

import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.ir.access.PlanTier;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.store.jooq.tables.records.PlansRecord;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A reader of plans, including retired ones, because their subscribers keep them. */
final class PlanRepository {
  private PlanRepository() {}

  static List<Plan> read(DSLContext db, RowSelection wanted) {
    return db.selectFrom(PLANS)
        .where(wanted.condition(PLANS.ID))
        .orderBy(PLANS.ID)
        .fetch(PlanRepository::plan);
  }

  private static Plan plan(PlansRecord row) {
    return new Plan(
        ColumnValues.id(row.getId()),
        ColumnValues.id(row.getProductId()),
        row.getName(),
        ColumnValues.enumValue(PlanTier.class, row.getTier()),
        ColumnValues.optionalEnumValue(PublishEnvironment.class, row.getEnvironment()),
        row.getPerMinute(),
        row.getBurst(),
        limit(row.getPerDay()),
        limit(row.getPerMonth()),
        limit(row.getTokensPerMonth()));
  }

  private static long limit(@Nullable Long limit) {
    return Objects.requireNonNullElse(limit, 0L);
  }
}
