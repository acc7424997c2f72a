package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of two pools for one database: an exhausted one does not stop the other. */
@ExtendWith(NoWarnings.class)
final class DatabasePoolIT {
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @AutoClose private Database compiler;
  @AutoClose private Database api;

  @BeforeEach
  void open() {
    compiler = Database.open(postgres.config(), Optional.empty());
    api = compiler.openPool("api", 1);
  }

  @Test
  void pool_ofApiExhausted_compilerReads() throws SQLException {
    try (Connection busy = api.dataSource().getConnection()) {
      assertEquals("1", one(compiler));
      assertEquals(
          List.of("sluice-api"),
          postgres.query(
              "select application_name from pg_stat_activity where application_name = 'sluice-api'"
                  + " and datname = current_database()"));
      assertEquals(true, busy.isValid(0));
    }
  }

  @Test
  void pool_ofCompilerExhausted_apiReads() throws SQLException {
    try (Connection first = compiler.dataSource().getConnection();
        Connection second = compiler.dataSource().getConnection()) {
      assertEquals("1", one(api));
      assertEquals(true, first.isValid(0) && second.isValid(0));
    }
  }

  @Test
  void close_ofApi_leavesCompilerOpen() {
    assertEquals("1", one(api));
    api.close();

    assertEquals("1", one(compiler));
  }

  private static String one(Database database) {
    return database.read("one", db -> db.fetchSingle("select 1").get(0, String.class));
  }
}
