package dev.sluice.controller.store;

import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A database of version 1 with rows, made from {@code legacy/v1.sql}. */
record Version1Database(Postgres postgres) {
  private static final Path FIXTURE = Path.of("src/test/resources/legacy/v1.sql");

  static Version1Database in(Postgres postgres) {
    postgres.execute(fixture());
    return new Version1Database(postgres);
  }

  static String fixture() {
    try {
      return Files.readString(FIXTURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database as the controller is told to take it over. */
  static DatabaseConfig asked(DatabaseConfig config) {
    return new DatabaseConfig(
        config.url(),
        config.user(),
        config.password(),
        config.poolSize(),
        config.connectTimeout(),
        config.poll(),
        true);
  }

  void upgrade() {
    LegacyUpgrade.run(postgres.config().source("test"), true);
  }

  /** Its tables, in any schema but those of the server. */
  List<String> tables() {
    return postgres.query(
        """
        select oid::regclass from pg_class where relkind = 'r'
          and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        order by 1
        """);
  }

  /** What is in a table, as one object for each row, without what is empty. */
  List<String> rows(String table) {
    return postgres.query(
        "select jsonb_strip_nulls(to_jsonb(t)) as row from " + table + " t order by row");
  }

  /** All there is in the database; equal if nothing has changed. */
  List<String> state() {
    List<String> state = new ArrayList<>(SchemaDump.of(postgres));
    state.addAll(postgres.query("select nspname from pg_namespace order by 1"));
    state.addAll(postgres.query("select typname from pg_type order by 1"));
    tables().forEach(table -> rows(table).forEach(row -> state.add(table + " " + row)));
    return state;
  }
}
