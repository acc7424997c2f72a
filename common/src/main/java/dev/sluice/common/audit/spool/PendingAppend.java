package dev.sluice.common.audit.spool;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record that waits to be written, or, without a record, the end of all records. */
final class PendingAppend {
  private static final Logger log = LoggerFactory.getLogger(PendingAppend.class);

  private final @Nullable SpoolRecord record;
  private final int estimatedSize;
  private final AppendCallback fate;
  private byte[] payload = new byte[0];

  private PendingAppend(@Nullable SpoolRecord record, int about, AppendCallback fate) {
    this.record = record;
    this.estimatedSize = about;
    this.fate = fate;
  }

  static PendingAppend record(SpoolRecord record, AppendCallback fate) {
    return new PendingAppend(record, record.estimatedSize(), fate);
  }

  static PendingAppend end() {
    return new PendingAppend(null, 0, Unasked.NOBODY);
  }

  int estimatedSize() {
    return estimatedSize;
  }

  boolean isEnd() {
    return record == null;
  }

  /** Makes the bytes; false when there are none to keep, which has then been told. */
  boolean encode() {
    try {
      payload = record == null ? payload : record.json();
    } catch (RuntimeException e) {
      reject(AppendRejection.UNENCODABLE);
      return false;
    }
    if (payload.length > SpoolConfig.MAX_RECORD_BYTES) {
      reject(AppendRejection.TOO_LARGE);
      return false;
    }
    return true;
  }

  byte[] payload() {
    return payload;
  }

  void reportDurable() {
    tell(fate::onDurable);
  }

  void reject(AppendRejection refusal) {
    tell(() -> fate.onRejected(refusal));
  }

  /** Who fails to take the news keeps no other from it, and the spool from nothing. */
  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException | Error e) {
      // The message may quote a record, so it is not told.
      log.error("What became of a record could not be told: {}", e.getClass().getName());
    }
  }

  /** Of the end nobody has to be told. */
  private enum Unasked implements AppendCallback {
    NOBODY;

    @Override
    public void onDurable() {}

    @Override
    public void onRejected(AppendRejection refusal) {}
  }
}
