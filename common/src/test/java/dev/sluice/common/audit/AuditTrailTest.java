package dev.sluice.common.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.TestKey;
import dev.sluice.common.audit.record.AuditRecord;
import dev.sluice.common.audit.spool.SpoolConfig;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
  private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path directory;

  private final FakeSink sink = new FakeSink();
  private final Readiness readiness = new Readiness();
  private ChainConfig chain = ChainConfig.UNSIGNED;
  private int lanes = 1;
  private long room = 4_000_000;
  private Duration syncDelay = Duration.ZERO;
  private MeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void append_records_reachSinkInOrder() throws Exception {
    try (AuditTrail trail = open()) {
      append(trail, 0, 50);
      Await.until(() -> sink.lines.size() == 50);
    }
    assertEquals(ids(0, 50), sink.correlations());
    assertEquals(50, metrics.counter("audit.written").count());
    assertEquals(0, metrics.get("audit.queue.depth").gauge().value());
    assertTrue(readiness.ready());
  }

  @Test
  void append_sinkUnavailable_retries() throws Exception {
    warnings.expect("memory is unavailable (unreachable)");
    sink.away = true;
    try (AuditTrail trail = open()) {
      append(trail, 0, 5);
      Await.until(() -> sink.attempts.get() >= 3);
      assertEquals(5, metrics.get("audit.queue.depth").gauge().value());
      assertTrue(readiness.ready(), "traffic goes on");
      assertEquals("sink away (unreachable), 5 records wait", note());
      sink.away = false;
      Await.until(() -> sink.lines.size() == 5);
      Await.until(() -> note().equals("writes to memory"));
    }
    assertEquals(ids(0, 5), sink.correlations());
  }

  @Test
  void append_sinkFailsUnexpectedly_retries() throws Exception {
    warnings.expect("memory is unavailable (java.lang.IllegalStateException)");
    sink.faults.set(2);
    try (AuditTrail trail = open()) {
      append(trail, 0, 5);
      Await.until(() -> sink.lines.size() == 5);
      Await.until(() -> note().equals("writes to memory"));
    }
    assertEquals(ids(0, 5), sink.correlations());
    assertEquals(2, metrics.counter("audit.sink.failures", "reason", "unforeseen").count());
  }

  @Test
  void append_checkpointFails_continues() throws Exception {
    warnings.expect("cannot be delivered now and are retried (java.lang.IllegalStateException)");
    chain = new ChainConfig(Optional.of(TestKey.make().signing()), Duration.ZERO);
    sink.checkpointFaults.set(1);
    try (AuditTrail trail = open()) {
      append(trail, 0, 5);
      Await.until(() -> !sink.checkpoints.isEmpty());
      append(trail, 5, 6);
      Await.until(() -> sink.lines.size() == 6);
    }
    assertEquals(ids(0, 6), sink.correlations());
    assertEquals(6, sink.checkpoints.getLast().seq());
  }

  @Test
  void close_recordNotYetDurable_isDelivered() throws Exception {
    syncDelay = Duration.ofMillis(300);
    try (AuditTrail trail = open()) {
      append(trail, 0, 1);
      Await.until(() -> sink.lines.size() == 1);
      trail.appendInBackground(record(1));
    }
    assertEquals(ids(0, 2), sink.correlations());
  }

  @Test
  void close_sinkUnavailable_keepsRecords() throws Exception {
    warnings.expect("memory is unavailable (unreachable)");
    sink.away = true;
    try (AuditTrail trail = open()) {
      append(trail, 0, 5);
    }
    assertEquals(List.of(), sink.lines);
    sink.away = false;
    metrics = new SimpleMeterRegistry();
    try (AuditTrail trail = open()) {
      append(trail, 5, 6);
      Await.until(() -> sink.lines.size() == 6);
    }
    assertEquals(ids(0, 6), sink.correlations());
  }

  @Test
  void close_deliveredRecords_areSigned() throws Exception {
    chain = new ChainConfig(Optional.of(TestKey.make().signing()), Duration.ofHours(1));
    try (AuditTrail trail = open()) {
      append(trail, 0, 5);
      Await.until(() -> sink.lines.size() == 5);
    }
    assertEquals(5, sink.checkpoints.getFirst().seq());
    List<String> lines = Files.readAllLines(directory.resolve("spool/checkpoints.jsonl"));
    assertEquals(List.of(sink.checkpoints.getFirst().line()), lines);
    assertEquals(lines.getFirst(), ChainCheckpoint.parse(lines.getFirst()).line());
  }

  @Test
  void append_checkpointDue_signs() throws Exception {
    chain = new ChainConfig(Optional.of(TestKey.make().signing()), Duration.ZERO);
    try (AuditTrail trail = open()) {
      append(trail, 0, 50);
      Await.until(() -> sink.lines.size() == 50);
    }
    assertTrue(sink.checkpoints.size() >= 3);
    assertEquals(50, sink.checkpoints.getLast().seq());
  }

  @Test
  void append_afterClose_isRejected() throws Exception {
    AuditTrail trail = open();
    trail.close();
    trail.append(TestRecords.of("late", START)).toCompletableFuture().join();
    assertEquals(1, metrics.counter("audit.lost", "reason", "closed").count());
  }

  @Test
  void appendUrgently_lanes_areUsed() throws Exception {
    warnings.expect("memory is unavailable (unreachable)");
    lanes = 2;
    chain = new ChainConfig(Optional.of(TestKey.make().signing()), Duration.ofHours(1));
    sink.away = true;
    try (AuditTrail trail = open()) {
      keep(trail, 0, 1_000);
      Await.until(() -> metrics.get("audit.queue.depth").gauge().value() == 1_000);
    }
    sink.away = false;
    metrics = new SimpleMeterRegistry();
    try (AuditTrail trail = open()) {
      keep(trail, 1_000, 1_500);
      Await.until(() -> sink.lines.size() == 1_500);
    }
    assertEquals(Set.copyOf(ids(0, 1_500)), Set.copyOf(sink.correlations()));
    assertEquals(1_500, sink.lines.size());
    assertEquals(2, sink.checkpoints.size(), "a chain in each lane");
    assertEquals(1_500, sink.checkpoints.stream().mapToLong(ChainCheckpoint::seq).sum());
    assertTrue(Files.isRegularFile(directory.resolve("spool/lane-2/checkpoints.jsonl")));
  }

  @Test
  void appendUrgently_callbackFails_isLogged() throws Exception {
    warnings.expect("An append callback failed: java.lang.IllegalStateException");
    try (AuditTrail trail = open()) {
      trail.appendUrgently(
          TestRecords.of("request-0", START),
          durable -> {
            throw new IllegalStateException("what only a record says: ann@example.com");
          });
      append(trail, 1, 3);
      Await.until(() -> sink.lines.size() == 3);
    }
    assertEquals(ids(0, 3), sink.correlations());
  }

  /** The second lane has half of the space. */
  @Test
  void append_firstLaneFull_usesNext() throws Exception {
    warnings.expect("memory is unavailable (unreachable)");
    lanes = 2;
    room = 16_000_000;
    sink.away = true;
    int count = 0;
    try (AuditTrail trail = open()) {
      while (bytes() < 11_000_000) {
        append(trail, count, count += 500);
      }
      assertEquals(count, metrics.get("audit.queue.depth").gauge().value(), "none was lost");
      sink.away = false;
      int kept = count;
      Await.until(() -> sink.lines.size() == kept);
    }
    assertEquals(Set.copyOf(ids(0, count)), Set.copyOf(sink.correlations()));
  }

  @Test
  void append_oneLaneFails_deliversOther() throws Exception {
    warnings.expect("cannot be delivered now and are retried (java.lang.IllegalStateException)");
    lanes = 2;
    chain = new ChainConfig(Optional.of(TestKey.make().signing()), Duration.ZERO);
    sink.refusesOneChain = true;
    try (AuditTrail trail = open()) {
      keep(trail, 0, 1_000);
      Await.until(() -> sink.lines.size() == 1_000);
      Await.until(() -> !sink.checkpoints.isEmpty());
    }
    assertEquals(Set.copyOf(ids(0, 1_000)), Set.copyOf(sink.correlations()));
  }

  @Test
  void open_unusableLane_fails() throws Exception {
    lanes = 2;
    Files.createDirectories(directory.resolve("spool"));
    Files.writeString(directory.resolve("spool/lane-2"), "a file");
    assertThrows(MissingDependencyException.class, this::open);
    Files.delete(directory.resolve("spool/lane-2"));
    open().close();
  }

  @Test
  void open_unusableDirectory_fails() throws Exception {
    Files.writeString(directory.resolve("spool"), "a file");
    assertThrows(MissingDependencyException.class, this::open);
  }

  private double bytes() {
    return metrics.get("audit.spool.bytes").gauge().value();
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }

  private AuditTrail open() {
    SpoolConfig spool = SpoolConfig.of(directory.resolve("spool"), room, WhenFull.SHED);
    AuditConfig config =
        new AuditConfig(
            Optional.empty(), Optional.empty(), spool, 20, Duration.ofMillis(200), chain);
    config = syncDelay.isZero() ? config : config.withSyncDelay(syncDelay);
    return AuditTrail.open(config, lanes, sink, readiness, metrics);
  }

  /**
   * Appends until both lanes have records: while the first one runs a callback, it counts as
   * writing.
   */
  private static void keep(AuditTrail trail, int from, int to) {
    CompletableFuture<Boolean> second = new CompletableFuture<>();
    trail.appendUrgently(
        record(from), _ -> trail.appendUrgently(record(from + 1), second::complete));
    assertTrue(second.join());
    CompletableFuture<?>[] kept =
        IntStream.range(from + 2, to)
            .mapToObj(i -> {
              CompletableFuture<Boolean> durable = new CompletableFuture<>();
              trail.appendUrgently(record(i), durable::complete);
              return durable.thenAccept(done -> assertTrue(done));
            })
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(kept).join();
  }

  private static AuditRecord record(int number) {
    return TestRecords.of("request-" + number, START);
  }

  private static void append(AuditTrail trail, int from, int to) {
    CompletableFuture<?>[] durable =
        ids(from, to).stream()
            .map(id -> trail.append(TestRecords.of(id, START)).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(durable).join();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "request-" + i).toList();
  }
}
