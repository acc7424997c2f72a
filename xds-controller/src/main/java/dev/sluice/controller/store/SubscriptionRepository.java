package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.SUBSCRIPTIONS;

import dev.sluice.controller.domain.Subscription;
import dev.sluice.controller.domain.SubscriptionStatus;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Reads subscriptions, but not those that ended before anybody need be told. */
final class SubscriptionRepository {
  private static final Field<OffsetDateTime> ENDED =
      DSL.when(
          SUBSCRIPTIONS.STATUS.in("rejected", "cancelled"),
          DSL.coalesce(SUBSCRIPTIONS.ENDED_AT, SUBSCRIPTIONS.UPDATED_AT));

  private SubscriptionRepository() {}

  static List<Subscription> read(DSLContext db, Wanted wanted) {
    Field<OffsetDateTime> ended = Columns.bounded(ENDED);
    return db.select(
            SUBSCRIPTIONS.ID,
            SUBSCRIPTIONS.TENANT_ID,
            SUBSCRIPTIONS.PUBLISH_ID,
            SUBSCRIPTIONS.PLAN_ID,
            SUBSCRIPTIONS.STATUS,
            ended)
        .from(SUBSCRIPTIONS)
        .where(wanted.by(SUBSCRIPTIONS.ID))
        .and(Columns.recent(ENDED))
        .orderBy(SUBSCRIPTIONS.ID)
        .fetch(row ->
            new Subscription(
                Columns.id(row.value1()),
                Columns.id(row.value2()),
                Columns.id(row.value3()),
                Columns.id(row.value4()),
                Columns.word(SubscriptionStatus.class, row.value5()),
                Columns.instant(row.value6())));
  }
}
