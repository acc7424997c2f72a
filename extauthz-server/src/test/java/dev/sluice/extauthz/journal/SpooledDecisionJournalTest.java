package dev.sluice.extauthz.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.AuditConfig;
import dev.sluice.common.audit.AuditTrail;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.extauthz.response.EncodedDecisionKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledDecisionJournalTest {
  @TempDir private Path directory;

  @Test
  void append_storedBeforeResponse_isOnDisk() throws Exception {
    try (ServerParts parts = new ServerParts()) {
      CompletableFuture<Boolean> found = new CompletableFuture<>();
      journal(parts, true)
          .append(
              TestDecisions.input("/v1/chat"),
              TestDecisions.allowed(),
              TestDecisions.fields(),
              kept -> found.complete(kept && onDisk("\"request_id\":\"r-1\"")));
      assertTrue(found.get());
    }
  }

  @Test
  void append_inBackground_isOnDiskSoon() {
    Thread here = Thread.currentThread();
    try (ServerParts parts = new ServerParts()) {
      journal(parts, false)
          .append(
              TestDecisions.input("/v1/chat"),
              TestDecisions.denied(),
              DecisionRecordBuilder.encodeFields(EncodedDecisionKey.of(TestDecisions.denied())),
              kept -> assertEquals(here, Thread.currentThread()));
    }
    assertTrue(onDisk("\"error_code\":\"AUTH_INVALID_TOKEN\""));
  }

  @Test
  void append_cannotBeStored_reportsFailure() throws Exception {
    DecisionJournal journal;
    try (ServerParts parts = new ServerParts()) {
      journal = journal(parts, true);
    }
    CompletableFuture<Boolean> stored = new CompletableFuture<>();
    journal.append(
        TestDecisions.input("/v1/chat"),
        TestDecisions.allowed(),
        TestDecisions.fields(),
        stored::complete);
    assertFalse(stored.get());
  }

  private DecisionJournal journal(ServerParts parts, boolean beforeAnswer) {
    ConfigReader config =
        ConfigReader.of("audit: {spool-dir: \"" + directory.resolve("spool") + "\"}", Map.of());
    AuditTrail trail =
        AuditTrail.open(
            AuditConfig.read(config.section("audit"), directory),
            AuditTable.DECISION_EVENTS,
            parts,
            new Readiness(),
            new SimpleMeterRegistry());
    return new SpooledDecisionJournal(
        trail, environment -> beforeAnswer, InstantSource.system(), "node-1");
  }

  private boolean onDisk(String text) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
