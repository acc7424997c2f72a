package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.PLANS;

import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.ir.Environment;
import dev.sluice.controller.ir.Tier;
import dev.sluice.controller.store.jooq.tables.records.PlansRecord;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads plans, retired ones too: whoever has one keeps it. */
final class PlanRepository {
  private PlanRepository() {}

  static List<Plan> read(DSLContext db, Wanted wanted) {
    return db.selectFrom(PLANS)
        .where(wanted.by(PLANS.ID))
        .orderBy(PLANS.ID)
        .fetch(PlanRepository::plan);
  }

  private static Plan plan(PlansRecord row) {
    return new Plan(
        Columns.id(row.getId()),
        Columns.id(row.getProductId()),
        row.getName(),
        Columns.word(Tier.class, row.getTier()),
        Columns.optionalWord(Environment.class, row.getEnvironment()),
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
