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

  /** Returns the configuration with which the controller upgrades the database. */
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

  /** Returns its tables in all schemas but those of the server. */
  List<String> tables() {
    return postgres.query(
        """
        select oid::regclass from pg_class where relkind = 'r'
          and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        order by 1
        """);
  }

  /** Returns the rows of a table as JSON objects without null fields. */
  List<String> rows(String table) {
    return postgres.query(
        "select jsonb_strip_nulls(to_jsonb(t)) as row from " + table + " t order by row");
  }

  /** Returns the full content of the database; equal if nothing has changed. */
  List<String> state() {
    List<String> state = new ArrayList<>(SchemaDump.of(postgres));
    state.addAll(postgres.query("select nspname from pg_namespace order by 1"));
    state.addAll(postgres.query("select typname from pg_type order by 1"));
    tables().forEach(table -> rows(table).forEach(row -> state.add(table + " " + row)));
    return state;
  }
}
