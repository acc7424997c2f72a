package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.EMERGENCY_FACTORS;

import dev.sluice.controller.domain.policyserver.EmergencyFactor;
import dev.sluice.controller.ir.access.PublishEnvironment;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** A reader of emergency factors, without those that expired long ago. */
final class EmergencyFactorRepository {
  private static final Field<OffsetDateTime> EXPIRES =
      ColumnValues.bounded(EMERGENCY_FACTORS.EXPIRES_AT).as("expires");

  private EmergencyFactorRepository() {}

  static List<EmergencyFactor> read(DSLContext db, RowSelection wanted) {
    return db.select(
            EMERGENCY_FACTORS.ID,
            EMERGENCY_FACTORS.NAME,
            EMERGENCY_FACTORS.CLUSTER_ID,
            EMERGENCY_FACTORS.ENVIRONMENT,
            EMERGENCY_FACTORS.ROUTE,
            EMERGENCY_FACTORS.FACTOR,
            EXPIRES)
        .from(EMERGENCY_FACTORS)
        .where(wanted.condition(EMERGENCY_FACTORS.ID))
        .and(ColumnValues.endedRecently(EMERGENCY_FACTORS.EXPIRES_AT))
        .orderBy(EMERGENCY_FACTORS.ID)
        .fetch(EmergencyFactorRepository::factor);
  }

  private static EmergencyFactor factor(Record row) {
    return new EmergencyFactor(
        ColumnValues.id(row.get(EMERGENCY_FACTORS.ID)),
        row.get(EMERGENCY_FACTORS.NAME),
        Optional.ofNullable(row.get(EMERGENCY_FACTORS.CLUSTER_ID)).map(ColumnValues::id),
        ColumnValues.optionalEnumValue(
            PublishEnvironment.class, row.get(EMERGENCY_FACTORS.ENVIRONMENT)),
        Optional.ofNullable(row.get(EMERGENCY_FACTORS.ROUTE)),
        row.get(EMERGENCY_FACTORS.FACTOR),
        ColumnValues.instant(row.get(EXPIRES)));
  }
}
