package dev.sluice.common.audit.spool;

import java.nio.charset.StandardCharsets;

/** A spool record of a text. */
final class TestRecord {
  private TestRecord() {}

  static SpoolRecord of(String text) {
    return SpoolRecord.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
