package dev.sluice.bench.scan;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.policy.RecognizerRegistry;

/** A method to search a text. */
public enum ScanEngine {
  RECOGNIZERS("25 recognizers"),
  POLICY("full shipped policy");

  private final String title;

  ScanEngine(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Compiles the patterns. */
  ScanPass open(byte[] text) {
    return switch (this) {
      case RECOGNIZERS -> new RecognizerPass(text);
      case POLICY -> PolicyPass.shipped(text);
    };
  }

  /** A pass with all recognizers and their checks, without normalization of the text. */
  private static final class RecognizerPass implements ScanPass {
    private final byte[] text;
    private final MatchCursor cursor;
    private long found;

    RecognizerPass(byte[] text) {
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
    public long run(int piece) {
      found = 0;
      for (int at = 0; at < text.length; at += piece) {
        cursor.feed(text, at, Math.min(text.length, at + piece));
      }
      cursor.end();
      return found;
    }
  }
}
