package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigProblem;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(NoWarnings.class)
final class DatabaseProbeIT {
  private static final String PURGER = "sluice_audit_purger";

  @RegisterExtension final Postgres postgres = new Postgres();
  private final DependencyReport report = new DependencyReport(ConfigReader.of("", Map.of()));

  @Test
  void database_empty_isFoundAndUnchanged() {
    List<String> before = SchemaDump.of(postgres);
    assertFalse(DatabaseProbe.probe(postgres.config(), report));
    assertEquals(
        List.of("database.url " + postgres.config().url() + " as postgres"), report.found());
    assertEquals(List.of(), report.problems());
    assertEquals(before, SchemaDump.of(postgres));
  }

  @Test
  void database_migrated_hasThePurger() {
    Database.open(postgres.config(), Optional.empty()).close();
    assertTrue(DatabaseProbe.probe(postgres.config(), report));
    DatabaseProbe.probeRole(
        "audit.retention.database.user", postgres.config(), PURGER, Optional.empty(), report);
    assertTrue(report.found().contains("audit.retention.database.user " + PURGER));
    assertEquals(List.of(), report.problems());
  }

  @Test
  void database_ofVersion1_isWrong() {
    Version1Database old = Version1Database.in(postgres);
    List<String> before = old.state();
    assertFalse(DatabaseProbe.probe(postgres.config(), report));
    assertEquals(List.of(false), missing());
    assertTrue(problem().startsWith("database.migrate-legacy: the database is of version 1"));
    DependencyReport asked = new DependencyReport(ConfigReader.of("", Map.of()));
    assertFalse(DatabaseProbe.probe(Version1Database.asked(postgres.config()), asked));
    assertEquals(List.of(), asked.problems());
    assertEquals(before, old.state());
  }

  @Test
  void database_away_isAbsent() {
    assertFalse(DatabaseProbe.probe(postgres.at(1, Duration.ofSeconds(1)), report));
    assertEquals(List.of(true), missing());
    assertTrue(problem().contains("cannot be used as postgres: Connection to 127.0.0.1:1 refused"));
    assertEquals(1, problem().lines().count());
  }

  @Test
  void role_unknown_isAbsent() {
    DatabaseProbe.probeRole("some.user", postgres.config(), "nobody", Optional.empty(), report);
    assertEquals(List.of(true), missing());
    assertTrue(problem().startsWith("some.user: the role nobody cannot log in: FATAL: role"));
  }

  private List<Boolean> missing() {
    return report.problems().stream().map(ConfigProblem::missing).toList();
  }

  private String problem() {
    return report.problems().getFirst().toString();
  }
}
