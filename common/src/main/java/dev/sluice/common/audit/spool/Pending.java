package dev.sluice.common.audit.spool;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A record that waits to be written, or, without a record, the end of all records. */
final class Pending {
  private static final Logger log = LoggerFactory.getLogger(Pending.class);

  private final @Nullable SpoolRecord record;
  private final int about;
  private final Fate fate;
  private byte[] payload = new byte[0];

  private Pending(@Nullable SpoolRecord record, int about, Fate fate) {
    this.record = record;
    this.about = about;
    this.fate = fate;
  }

  static Pending record(SpoolRecord record, Fate fate) {
    return new Pending(record, record.about(), fate);
  }

  static Pending end() {
    return new Pending(null, 0, Unasked.NOBODY);
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
      refuse(Refusal.UNENCODABLE);
      return false;
    }
    if (payload.length > SpoolConfig.MAX_RECORD_BYTES) {
      refuse(Refusal.TOO_LARGE);
      return false;
    }
    return true;
  }

  byte[] payload() {
    return payload;
  }

  void durable() {
    tell(fate::durable);
  }

  void refuse(Refusal refusal) {
    tell(() -> fate.refused(refusal));
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
  private enum Unasked implements Fate {
    NOBODY;

    @Override
    public void durable() {}

    @Override
    public void refused(Refusal refusal) {}
  }
}
