package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.spool.SpoolRefused.Reason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A record that waits to be written, or, without a record, the end of all records. */
final class Pending {
  private final @Nullable SpoolRecord record;
  private final int about;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private byte[] payload = new byte[0];

  private Pending(@Nullable SpoolRecord record, int about) {
    this.record = record;
    this.about = about;
  }

  static Pending record(SpoolRecord record) {
    return new Pending(record, record.about());
  }

  static Pending end() {
    return new Pending(null, 0);
  }

  int about() {
    return about;
  }

  boolean isEnd() {
    return record == null;
  }

  /** Makes the bytes; false when there are none to keep, which has then been told. */
  boolean encode() {
    try {
      payload = record == null ? payload : record.json();
    } catch (RuntimeException e) {
      refuse(Reason.UNENCODABLE);
      return false;
    }
    if (payload.length > SpoolConfig.MAX_RECORD_BYTES) {
      refuse(Reason.TOO_LARGE);
      return false;
    }
    return true;
  }

  byte[] payload() {
    return payload;
  }

  CompletableFuture<Void> done() {
    return done;
  }

  void durable() {
    done.complete(null);
  }

  void refuse(Reason reason) {
    done.completeExceptionally(new SpoolRefused(reason));
  }
}
