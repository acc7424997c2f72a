package dev.sluice.common.audit.sink;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.AuditJson;
import java.util.List;

/** A destination of audit records. Writing a record twice must leave one copy. */
public interface AuditSink extends AutoCloseable {

  /** The result of a write: new rows, rows that existed, and rows that the sink can never store. */
  record WriteResult(int inserted, int duplicates, int deadLettered) {}

  /** An exception for a sink that is unavailable. The caller must retry the batch later. */
  final class SinkUnavailableException extends Exception {
    private final String reason;

    /**
     * Creates an exception.
     *
     * @param reason a short stable word, for a metric label and the readiness report
     */
    public SinkUnavailableException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /** Returns the name of the destination, for the start-up log. */
  String name();

  /** Writes the whole batch, each record as {@link AuditJson} encoded it, or throws. */
  WriteResult write(List<ChainedRecord> batch) throws SinkUnavailableException;

  /** Writes a checkpoint, if the sink stores checkpoints. */
  void writeCheckpoint(ChainCheckpoint checkpoint) throws SinkUnavailableException;

  @Override
  void close();
}
