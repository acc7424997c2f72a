package dev.sluice.bench.scan;

import dev.sluice.common.match.MatchCursor;
import dev.sluice.common.match.PatternSet;
import dev.sluice.extproc.recognizer.Recognizers;

/** A pass with all recognizers and their checks, without normalization of the text. */
final class RecognizerPass implements ScanPass {
  private final byte[] text;
  private final MatchCursor cursor;
  private long found;

  RecognizerPass(byte[] text) {
    this.text = text;
    this.cursor = patterns().cursor((pattern, offset, bytes, from, to) -> found++);
  }

  static PatternSet patterns() {
    return PatternSet.compile(
        Recognizers.all().stream()
            .distinct()
            .flatMap(recognizer -> recognizer.detections().stream())
            .toList());
  }

  @Override
  public long run(int piece) {
    found = 0;
    for (int at = 0; at < text.length; at += piece) {
      cursor.feed(text, at, Math.min(text.length, at + piece));
    }
    cursor.end();
    return found;
  }
}
