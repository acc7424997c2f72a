package dev.sluice.common.audit.spool;

/** Something that is a byte string later, on the spool's own thread. */
public interface SpoolRecord {

  /** One that is a byte string already. */
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

  /** The bytes that are kept. */
  byte[] json();

  /** About how many bytes that will be; cheap, for it bounds what waits. */
  int estimatedSize();
}
