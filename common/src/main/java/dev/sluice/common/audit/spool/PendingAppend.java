package dev.sluice.common.audit.spool;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record that waits for the writer, or the marker of the end. */
final class PendingAppend {
  private static final Logger log = LoggerFactory.getLogger(PendingAppend.class);

  private final @Nullable SpoolRecord record;
  private final int estimatedSize;
  private final AppendCallback callback;
  private byte[] payload = new byte[0];

  private PendingAppend(@Nullable SpoolRecord record, int about, AppendCallback callback) {
    this.record = record;
    this.estimatedSize = about;
    this.callback = callback;
  }

  static PendingAppend record(SpoolRecord record, AppendCallback callback) {
    return new PendingAppend(record, record.estimatedSize(), callback);
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

  /** Encodes the record; returns false after a failure, which is reported to the callback. */
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
    run(callback::onDurable);
  }

  void reject(AppendRejection rejection) {
    run(() -> callback.onRejected(rejection));
  }

  /** Runs a callback. Its failure must affect neither other callbacks nor the spool. */
  private static void run(Runnable report) {
    try {
      report.run();
    } catch (RuntimeException | Error e) {
      // The message may quote a record, so it is not logged.
      log.error("An append callback failed: {}", e.getClass().getName());
    }
  }

  /** A callback that ignores the result, for the end marker. */
  private enum Unasked implements AppendCallback {
    NOBODY;

    @Override
    public void onDurable() {}

    @Override
    public void onRejected(AppendRejection rejection) {}
  }
}
