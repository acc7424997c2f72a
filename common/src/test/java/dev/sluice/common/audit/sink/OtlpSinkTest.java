package dev.sluice.common.audit.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.TestChain;
import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.chain.ChainFileVerifier;
import dev.sluice.common.audit.chain.ChainPublicKeys;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.WriterChainReport;
import dev.sluice.common.audit.sink.AuditSink.SinkUnavailableException;
import dev.sluice.common.audit.sink.AuditSink.WriteResult;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.FakeCollector;
import dev.sluice.common.testkit.NoWarnings;
import io.grpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OtlpSinkTest {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final String POISON = "poison";

  @RegisterExtension private final NoWarnings warnings = new NoWarnings();
  @TempDir private Path folder;
  private final TestChain chain = new TestChain();
  private FakeCollector collector = new FakeCollector();
  private OtlpSink sink;

  @BeforeEach
  void open() {
    sink = sink(Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    sink.close();
    collector.close();
  }

  @Test
  void write_columns_areAttributes() throws Exception {
    assertEquals(new WriteResult(1, 0, 0), sink.write(batch(1)));
    LogRecord record = collector.logs().getFirst();
    Map<String, String> attributes =
        record.getAttributesList().stream()
            .collect(Collectors.toMap(KeyValue::getKey, OtlpSinkTest::text));
    assertEquals("audit_events", record.getEventName());
    assertEquals(START.toEpochMilli() * 1_000_000, record.getTimeUnixNano());
    assertEquals("r-0", attributes.get("correlation_id"));
    assertEquals(attributes.get("id"), attributes.get("log.record.uid"));
    assertEquals("int 200", attributes.get("status_code"));
    assertEquals("bool false", attributes.get("streamed"));
    assertTrue(attributes.getOrDefault("extra", "").contains("\"dlp_rules\":[{\"count\":2}]"));
    assertEquals("int 1", attributes.get("writer_seq"));
    assertEquals(chain.writer().toString(), attributes.get("writer_id"));
    assertEquals(64, attributes.getOrDefault("hash", "").length());
    assertFalse(attributes.containsKey("error_code"));
    assertTrue(record.getTraceId().isEmpty());
  }

  @Test
  void write_bodies_formCompleteChain() throws Exception {
    sink.write(batch(40));
    sink.write(List.of(chain.link(TestRecords.streamed("한국어", START))));
    List<String> lines =
        collector.logs().stream().map(record -> record.getBody().getStringValue()).toList();
    Path exported = Files.write(folder.resolve("exported.jsonl"), lines);
    ChainFileVerifier read = new ChainFileVerifier(ChainPublicKeys.NONE, List.of());
    read.read(exported);
    List<WriterChainReport> reports = read.report();
    assertEquals(1, reports.size());
    assertTrue(reports.getFirst().defect().isEmpty(), reports::toString);
    assertEquals(0, read.unlinked());
  }

  @Test
  void write_collectorReturns_succeeds() throws Exception {
    List<ChainedRecord> batch = batch(3);
    int port = collector.address().port();
    collector.close();
    assertEquals(
        "unavailable",
        assertThrows(SinkUnavailableException.class, () -> sink.write(batch)).reason());
    assertThrows(SinkUnavailableException.class, () -> sink.write(batch));
    collector = new FakeCollector(port);
    assertEquals(new WriteResult(3, 0, 0), Await.value(() -> written(batch)));
    assertEquals(3, collector.logs().size());
  }

  @Test
  void write_collectorTooSlow_isUnavailable() throws Exception {
    sink.close();
    sink = sink(Duration.ofMillis(200));
    CountDownLatch asked = new CountDownLatch(1);
    collector.answering(records -> {
      await(asked);
      return ExportLogsServiceResponse.getDefaultInstance();
    });
    List<ChainedRecord> batch = batch(1);
    assertEquals(
        "deadline_exceeded",
        assertThrows(SinkUnavailableException.class, () -> sink.write(batch)).reason());
    asked.countDown();
    sink.close();
    sink = sink(Duration.ofSeconds(20));
    assertEquals(new WriteResult(1, 0, 0), sink.write(batch));
  }

  @Test
  void write_wrongCredential_isUnavailable() throws Exception {
    refuse(Status.UNAUTHENTICATED);
    List<ChainedRecord> batch = batch(2);
    assertEquals(
        "unauthenticated",
        assertThrows(SinkUnavailableException.class, () -> sink.write(batch)).reason());
    accept();
    assertEquals(new WriteResult(2, 0, 0), sink.write(batch));
  }

  @Test
  void write_partialSuccess_isDeadLettered() throws Exception {
    warnings.expect("The collector rejected 2 of 5 audit records, number 1 to number 5");
    collector.answering(records ->
        ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(ExportLogsPartialSuccess.newBuilder().setRejectedLogRecords(2))
            .build());
    assertEquals(new WriteResult(3, 0, 2), sink.write(batch(5)));
  }

  @Test
  void write_unfitRecord_isDeadLettered() throws Exception {
    warnings.expect("The collector rejected 1 of 1 audit records, number 4 to number 4");
    collector.answering(records -> {
      if (records.toString().contains(POISON)) {
        throw Status.INVALID_ARGUMENT.asRuntimeException();
      }
      return ExportLogsServiceResponse.getDefaultInstance();
    });
    List<ChainedRecord> batch =
        IntStream.range(0, 10)
            .mapToObj(i -> chain.link(TestRecords.of(i == 3 ? POISON : "r-" + i, START)))
            .toList();
    assertEquals(new WriteResult(9, 0, 1), sink.write(batch));
    assertEquals(9, collector.logs().size());
    List<String> parked = Files.readAllLines(folder.resolve("dead-letters.jsonl"));
    assertEquals(1, parked.size());
    assertFalse(parked.getFirst().contains("curl/8"), parked::toString);
  }

  /** The batch has several requests, of which the second one is rejected at first. */
  @Test
  void write_retry_sendsUnacknowledgedOnly() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    collector.answering(records -> {
      if (requests.incrementAndGet() == 2) {
        throw Status.UNAVAILABLE.asRuntimeException();
      }
      return ExportLogsServiceResponse.getDefaultInstance();
    });
    List<ChainedRecord> batch = batch(2_000);
    assertThrows(SinkUnavailableException.class, () -> sink.write(batch));
    int first = collector.logs().size();
    assertTrue(first > 0 && first < 2_000, () -> "sent " + first);
    assertEquals(new WriteResult(2_000, 0, 0), sink.write(batch));
    assertEquals(2_000, collector.logs().size());
  }

  /** Writes a batch; the connection recovers a moment later. */
  private Optional<WriteResult> written(List<ChainedRecord> batch) {
    try {
      return Optional.of(sink.write(batch));
    } catch (SinkUnavailableException e) {
      return Optional.empty();
    }
  }

  private OtlpSink sink(Duration timeout) {
    return new OtlpSink(
        new OtlpCollectorConfig(collector.address(), Optional.empty(), Optional.empty()),
        AuditTable.AUDIT_EVENTS,
        folder.resolve("dead-letters.jsonl"),
        timeout);
  }

  private List<ChainedRecord> batch(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> chain.link(TestRecords.of("r-" + i, START)))
        .toList();
  }

  private void refuse(Status status) {
    collector.answering(records -> {
      throw status.asRuntimeException();
    });
  }

  private void accept() {
    collector.answering(records -> ExportLogsServiceResponse.getDefaultInstance());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(KeyValue attribute) {
    return switch (attribute.getValue().getValueCase()) {
      case INT_VALUE -> "int " + attribute.getValue().getIntValue();
      case BOOL_VALUE -> "bool " + attribute.getValue().getBoolValue();
      default -> attribute.getValue().getStringValue();
    };
  }
}
