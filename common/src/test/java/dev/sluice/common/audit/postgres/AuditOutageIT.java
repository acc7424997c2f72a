package dev.sluice.common.audit.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.audit.AuditConfig;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.ChainConfig;
import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.spool.SpoolConfig;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditOutageIT {
  private final Instant start = Instant.now();
  private static final String ROWS =
      "select count(*) || ' of ' || count(distinct correlation_id) from audit_events";

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path directory;
  private SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void append_databaseRestart_losesNothing() throws Exception {
    warnings.expect("postgresql as sluice_audit_writer is unavailable (unreachable)");
    try (AuditDatabase database = new AuditDatabase(directory.resolve("server"));
        ServerParts parts = new ServerParts()) {
      AuditTrail trail = open(database, parts);
      append(trail, 0, 100);
      Await.until(() -> written() == 100);
      database.stop();
      append(trail, 100, 1_100);
      Await.until(() -> metrics.find("audit.sink.failures").counter() != null);
      database.startAgain();
      Await.until(() -> written() == 1_100);
      assertEquals("1100 of 1100", database.read(ROWS));
    }
  }

  @Test
  void open_positionLost_addsNoRows() throws Exception {
    try (AuditDatabase database = new AuditDatabase(directory.resolve("server"))) {
      try (ServerParts parts = new ServerParts()) {
        append(open(database, parts), 0, 300);
        Await.until(() -> written() == 300);
      }
      Files.delete(directory.resolve("spool").resolve("position"));
      metrics = new SimpleMeterRegistry();
      try (ServerParts parts = new ServerParts()) {
        append(open(database, parts), 300, 301);
        Await.until(() -> written() == 1);
      }
      assertEquals(300, metrics.counter("audit.repeated").count());
      assertEquals("301 of 301", database.read(ROWS));
    }
  }

  private AuditTrail open(AuditDatabase database, ServerParts parts) {
    SpoolConfig spool = SpoolConfig.of(directory.resolve("spool"), 16L << 20, WhenFull.SHED);
    AuditConfig config =
        new AuditConfig(
            Optional.of(database.writer()),
            Optional.empty(),
            spool,
            500,
            Duration.ofMillis(200),
            ChainConfig.UNSIGNED);
    return AuditTrail.open(config, AuditTable.AUDIT_EVENTS, parts, new Readiness(), metrics);
  }

  private double written() {
    return metrics.counter("audit.written").count();
  }

  private void append(AuditTrail trail, int from, int to) {
    CompletableFuture<?>[] durable =
        IntStream.range(from, to)
            .mapToObj(i -> trail.append(TestRecords.of("request-" + i, start)))
            .map(stage -> stage.toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(durable).join();
  }
}
