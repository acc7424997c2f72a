package dev.sluice.controller.store;

import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A runner of the schema migrations. Sample data has its own migration history, so that it can be
 * added later.
 */
final class SchemaMigrations {
  private SchemaMigrations() {}

  static void run(DataSource database, boolean migrateLegacy, Optional<SampleData> sample) {
    LegacyUpgrade.run(database, migrateLegacy);
    try {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:db/migration")
          .placeholderReplacement(false)
          .load()
          .migrate();
      sample.ifPresent(data -> addSample(database, data));
    } catch (FlywayException e) {
      throw new DatabaseException("migrating the database", e);
    }
  }

  private static void addSample(DataSource database, SampleData sample) {
    Flyway.configure()
        .dataSource(database)
        .locations(sample.locations())
        .table("flyway_sample_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // The samples of the API gateway can be added after newer migrations of the AI samples.
        .outOfOrder(true)
        .placeholders(sample.placeholders())
        .load()
        .migrate();
  }
}
