package dev.sluice.common.audit.spool;

import java.nio.charset.StandardCharsets;

/** A byte string to be kept. */
final class TestRecord implements SpoolRecord {
  private final byte[] bytes;

  TestRecord(byte[] bytes) {
    this.bytes = bytes;
  }

  static TestRecord of(String text) {
    return new TestRecord(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public byte[] json() {
    return bytes;
  }

  @Override
  public int about() {
    return bytes.length;
  }
}
