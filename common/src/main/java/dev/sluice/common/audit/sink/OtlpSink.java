package dev.sluice.common.audit.sink;

import static dev.sluice.common.audit.sink.OtlpLogRecords.attribute;
import static dev.sluice.common.audit.sink.OtlpLogRecords.text;

import dev.sluice.common.BuildVersion;
import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.table.AuditTable;
import dev.sluice.common.grpc.OtlpCollectorConfig;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink that sends batches to an OpenTelemetry collector. It retries only the part of a batch that
 * is not acknowledged. A repeated record has the same {@code log.record.uid}. It finds a record
 * that the collector rejects by halving the request, and skips it.
 */
public final class OtlpSink implements AuditSink {
  private static final Logger log = LoggerFactory.getLogger(OtlpSink.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * The maximum size of the records of a request. The encoded request is about three times as
   * large, and collectors accept 4 MiB by default.
   */
  private static final int REQUEST_BYTES = 512 << 10;

  private static final Resource RESOURCE =
      Resource.newBuilder()
          .addAttributes(attribute("service.namespace", text("sluice")))
          .addAttributes(attribute("service.name", text("sluice-audit")))
          .addAttributes(attribute("service.version", text(BuildVersion.read())))
          .build();
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder().setName("dev.sluice.audit").build();

  private final OtlpCollectorConfig target;
  private final AuditTable table;
  private final DeadLetterFile deadLetters;
  private final Duration timeout;
  private final Clock clock;
  private final ManagedChannel channel;
  private List<ChainedRecord> batch = List.of();
  private int next;
  private int deadLettered;

  /**
   * Creates a sink, which connects at its first batch. {@code deadLetters} is the file of rejected
   * records.
   */
  public OtlpSink(OtlpCollectorConfig target, AuditTable table, Path deadLetters) {
    this(target, table, deadLetters, TIMEOUT);
  }

  OtlpSink(OtlpCollectorConfig target, AuditTable table, Path deadLetters, Duration timeout) {
    this.target = target;
    this.table = table;
    this.clock = Clock.systemUTC();
    this.deadLetters = new DeadLetterFile(deadLetters, clock);
    this.timeout = timeout;
    this.channel = target.channel();
  }

  @Override
  public String name() {
    return "collector at " + target.address();
  }

  @Override
  public WriteResult write(List<ChainedRecord> newBatch) throws SinkUnavailableException {
    if (!newBatch.equals(batch)) {
      batch = newBatch;
      next = 0;
      deadLettered = 0;
    }
    int most = batch.size();
    while (next < batch.size()) {
      List<ChainedRecord> records = batch.subList(next, requestEnd(most));
      if (sendOnce(records)) {
        next += records.size();
        most = batch.size();
      } else {
        most = records.size() / 2;
      }
    }
    WriteResult written = new WriteResult(batch.size() - deadLettered, 0, deadLettered);
    batch = List.of();
    return written;
  }

  private int requestEnd(int most) {
    int end = next + 1;
    int bytes = batch.get(next).bytes().length;
    while (end < batch.size() && end - next < most && bytes < REQUEST_BYTES) {
      bytes += batch.get(end).bytes().length;
      end++;
    }
    return end;
  }

  /**
   * Sends records and returns whether they are done; false if the caller must send fewer at once.
   */
  private boolean sendOnce(List<ChainedRecord> records) throws SinkUnavailableException {
    try {
      long rejected = send(records);
      if (rejected > 0) {
        rejected(records, (int) Math.min(rejected, records.size()));
      }
      return true;
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      if (code != Status.Code.INVALID_ARGUMENT) {
        // Without this, the channel would reconnect with growing pauses.
        channel.resetConnectBackoff();
        throw new SinkUnavailableException(code.name().toLowerCase(Locale.ROOT));
      }
      if (records.size() == 1) {
        rejected(records, 1);
      }
      return records.size() == 1;
    }
  }

  private long send(List<ChainedRecord> records) {
    ScopeLogs.Builder logs = ScopeLogs.newBuilder().setScope(SCOPE);
    records.forEach(
        record -> logs.addLogRecords(OtlpLogRecords.of(record, table, clock.instant())));
    return LogsServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .export(
            ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().setResource(RESOURCE).addScopeLogs(logs))
                .build())
        .getPartialSuccess()
        .getRejectedLogRecords();
  }

  /**
   * Handles rejected records. The collector does not say which of several it rejected, and its
   * message may quote a record.
   */
  private void rejected(List<ChainedRecord> records, int count) throws SinkUnavailableException {
    log.warn(
        "The collector rejected {} of {} audit records, {} to {}",
        count,
        records.size(),
        place(records.getFirst()),
        place(records.getLast()));
    try {
      if (count == records.size()) {
        for (ChainedRecord record : records) {
          deadLetters.append(record.bytes(), Map.of("where", "rejected by the collector"));
        }
      }
    } catch (IOException e) {
      throw new SinkUnavailableException("dead_letters_unwritable");
    }
    deadLettered += count;
  }

  private static String place(ChainedRecord record) {
    return record.link().map(link -> "number " + link.seq()).orElse("unlinked");
  }

  /**
   * Does nothing: a log record could be mistaken for an audit record, so the checkpoint file is
   * sufficient.
   */
  @Override
  public void writeCheckpoint(ChainCheckpoint checkpoint) {}

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
