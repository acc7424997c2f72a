package dev.sluice.controller.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DailyPurgeIT {
  private static final String PURGERS =
      "select pid from pg_stat_activity where datname = current_database()"
          + " and usename = 'sluice_audit_purger'";

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();

  @Test
  void start_enabled_purgesAtOnce() {
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      assertFalse(past.old().isEmpty());
      try (var _ = DailyPurge.start(past.purge(Optional.empty(), true, true))) {
        Await.until(() -> past.old().isEmpty());
        // The purge must end before close, because an aborted one logs a warning.
        Await.until(() -> postgres.query(PURGERS).isEmpty());
      }
      assertEquals(
          List.of("audit-retention"),
          postgres.query("select distinct actor_id from change_events"));
    }
  }

  @Test
  void start_notEnabled_doesNothing() {
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      List<String> old = past.old();
      try (var _ = DailyPurge.start(past.purge(Optional.empty(), true, false))) {
        assertEquals(old, past.old());
      }
    }
  }

  @Test
  void start_withoutASigningKey_saysSo() {
    warnings.expect("Nothing is purged: audit.chain.signing-key is not set");
    try (AuditPartitionsFixture past = new AuditPartitionsFixture(postgres)) {
      List<String> old = past.old();
      try (var _ = DailyPurge.start(past.purge(Optional.empty(), false, true))) {
        Await.until(() -> !warnings.warnings().isEmpty());
      }
      assertEquals(old, past.old());
    }
  }
}
