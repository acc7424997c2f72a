package dev.sluice.controller.store;

import dev.sluice.common.Secret;
import dev.sluice.common.dependency.DependencyReport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A probe of whether the database answers and can be migrated. It changes nothing. */
public final class DatabaseProbe {
  private static final String APPLICATION = "sluice-check";
  private static final String URL = "database.url";
  private static final String IS_MIGRATED =
      "select to_regclass('public.flyway_schema_history') is not null";

  private DatabaseProbe() {}

  /** Probes the database, and returns whether an earlier start has migrated it. */
  public static boolean probe(DatabaseConfig config, DependencyReport report) {
    try (Connection connection = config.source(APPLICATION).getConnection();
        Statement statement = connection.createStatement()) {
      if (LegacyUpgrade.isVersion1(statement)) {
        if (!config.migrateLegacy()) {
          report.add(LegacyUpgrade.notWanted());
        }
        return false;
      }
      report.found(URL, config.shownUrl() + " as " + config.user());
      try (ResultSet answer = statement.executeQuery(IS_MIGRATED)) {
        return answer.next() && answer.getBoolean(1);
      }
    } catch (SQLException e) {
      report.absent(
          URL,
          "database %s cannot be used as %s: %s"
              .formatted(config.shownUrl(), config.user(), Database.reason(e)));
      return false;
    }
  }

  /** Probes the login of another role, which {@code key} names. */
  public static void probeRole(
      String key,
      DatabaseConfig config,
      String role,
      Optional<Secret> password,
      DependencyReport report) {
    try (Connection connection = config.asRole(role, password, APPLICATION).getConnection()) {
      report.found(key, connection.getMetaData().getUserName());
    } catch (SQLException e) {
      report.absent(key, "the role " + role + " cannot log in: " + Database.reason(e));
    }
  }
}
