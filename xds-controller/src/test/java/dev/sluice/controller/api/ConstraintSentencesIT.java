package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of the sentences for the constraints of the tables that the API changes. */
final class ConstraintSentencesIT {
  /**
   * The constraints, unique indexes, and rules of triggers of tables that the API's role changes.
   */
  private static final String CONSTRAINTS =
      """
      with managed as (
        select distinct table_name from information_schema.role_table_grants
        where grantee = 'sluice_management' and privilege_type = 'INSERT'
          and table_name not in ('change_events', 'api_idempotency')
      )
      select conname from pg_constraint where conrelid::regclass::text in (table managed)
        and contype in ('c', 'u', 'f', 'x')
      union
      select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indisunique and not x.indisprimary and x.indrelid::regclass::text in (table managed)
      union
      select (regexp_matches(prosrc, 'constraint = ''([a-z_0-9]+)''', 'g'))[1] from pg_proc
        where pronamespace = 'public'::regnamespace
      union
      select column_name from information_schema.columns
        where table_name in (table managed) and is_nullable = 'NO' and column_default is null
          and is_identity = 'NO'
      """;

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  private final Properties lines = new Properties();

  @BeforeEach
  void load() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/api/constraints.properties")) {
      lines.load(in);
    }
  }

  @Test
  void constraints_ofManagedTables_haveSentences() {
    TreeSet<String> missing = new TreeSet<>(postgres.query(CONSTRAINTS));
    assertTrue(missing.size() > 150, "constraints are found");
    missing.removeAll(lines.stringPropertyNames());
    assertEquals("", String.join("\n", missing));
  }

  @Test
  void sentences_ofUnknownConstraints_areRemoved() {
    TreeSet<String> unused = new TreeSet<>(lines.stringPropertyNames());
    postgres.query(CONSTRAINTS).forEach(unused::remove);
    assertEquals("", String.join("\n", unused));
  }

  @Test
  void sentences_haveAPointer() {
    List<String> wrong =
        lines.stringPropertyNames().stream()
            .filter(name -> !lines.getProperty(name).matches("/\\S* \\S.*"))
            .toList();
    assertEquals(List.of(), wrong);
  }
}
