package dev.sluice.common.audit.sink;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.AuditJson;
import java.util.List;

/** Where records end up. Writing the same record again must leave one of it. */
public interface AuditSink extends AutoCloseable {

  /** What a sink did with a batch: rows new, rows it had already, rows it can never take. */
  record WriteResult(int inserted, int duplicates, int deadLettered) {}

  /** The sink cannot take anything now; the batch is to be offered again later. */
  final class SinkUnavailableException extends Exception {
    private final String reason;

    /** {@code reason} is a short stable word; it becomes a metric label and a readiness note. */
    public SinkUnavailableException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /** Where this sink writes, for the start-up log. */
  String name();

  /** Takes the whole batch, each record as {@link AuditJson} wrote it, or throws. */
  WriteResult write(List<ChainedRecord> batch) throws SinkUnavailableException;

  /** Takes what was signed of the chain, if it keeps that. */
  void writeCheckpoint(ChainCheckpoint checkpoint) throws SinkUnavailableException;

  @Override
  void close();
}
