package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.SUBSCRIPTIONS;

import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.value.SubscriptionStatus;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** A reader of subscriptions, without those whose end is no longer delivered. */
final class SubscriptionRepository {
  private static final Field<OffsetDateTime> ENDED =
      DSL.when(
          SUBSCRIPTIONS.STATUS.in("rejected", "cancelled"),
          DSL.coalesce(SUBSCRIPTIONS.ENDED_AT, SUBSCRIPTIONS.UPDATED_AT));

  private SubscriptionRepository() {}

  static List<CustomerSubscription> read(DSLContext db, RowSelection wanted) {
    Field<OffsetDateTime> ended = ColumnValues.bounded(ENDED);
    return db.select(
            SUBSCRIPTIONS.ID,
            SUBSCRIPTIONS.TENANT_ID,
            SUBSCRIPTIONS.PUBLISH_ID,
            SUBSCRIPTIONS.PLAN_ID,
            SUBSCRIPTIONS.STATUS,
            ended)
        .from(SUBSCRIPTIONS)
        .where(wanted.condition(SUBSCRIPTIONS.ID))
        .and(ColumnValues.endedRecently(ENDED))
        .orderBy(SUBSCRIPTIONS.ID)
        .fetch(row ->
            new CustomerSubscription(
                ColumnValues.id(row.value1()),
                ColumnValues.id(row.value2()),
                ColumnValues.id(row.value3()),
                ColumnValues.id(row.value4()),
                ColumnValues.enumValue(SubscriptionStatus.class, row.value5()),
                ColumnValues.instant(row.value6())));
  }
}
