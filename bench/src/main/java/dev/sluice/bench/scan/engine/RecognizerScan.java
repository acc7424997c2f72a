package dev.sluice.bench.scan.engine;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.policy.RecognizerRegistry;

/** All recognizers, with their checks, on text that is plain already. */
final class RecognizerScan implements Scan {
  private final byte[] text;
  private final MatchCursor cursor;
  private long found;

  RecognizerScan(byte[] text) {
    this.text = text;
    this.cursor = patterns().cursor((pattern, offset, bytes, from, to) -> found++);
  }

  static PatternSet patterns() {
    return PatternSet.compile(
        RecognizerRegistry.all().stream()
            .distinct()
            .flatMap(recognizer -> recognizer.detections().stream())
            .toList());
  }

  @Override
  public long pass(int piece) {
    found = 0;
    for (int at = 0; at < text.length; at += piece) {
      cursor.feed(text, at, Math.min(text.length, at + piece));
    }
    cursor.end();
    return found;
  }
}
