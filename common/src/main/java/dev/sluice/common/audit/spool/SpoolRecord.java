package dev.sluice.common.audit.spool;

/** A record that the spool's thread encodes. */
public interface SpoolRecord {

  /** Returns a record that is encoded already. */
  static SpoolRecord of(byte[] json) {
    return new SpoolRecord() {
      @Override
      public byte[] json() {
        return json;
      }

      @Override
      public int estimatedSize() {
        return json.length;
      }
    };
  }

  /** Returns the bytes to store. */
  byte[] json();

  /** Returns the approximate size of the bytes. Must be fast; it bounds the waiting records. */
  int estimatedSize();
}
