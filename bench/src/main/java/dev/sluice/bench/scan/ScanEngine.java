package dev.sluice.bench.scan;

import dev.sluice.bench.frame.BenchVariant;
import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.policy.RecognizerRegistry;

/** A method to search a text. */
public enum ScanEngine implements BenchVariant {
  FLOOR("byte-class table pass"),
  RECOGNIZERS("25 recognizers"),
  POLICY("full shipped policy");

  private final String title;

  ScanEngine(String title) {
    this.title = title;
  }

  @Override
  public String title() {
    return title;
  }

  /** Compiles the patterns. */
  ScanPass open(byte[] text) {
    return switch (this) {
      case FLOOR -> new TablePass(text);
      case RECOGNIZERS -> new RecognizerPass(text);
      case POLICY -> new PolicyPass(text);
    };
  }

  /** A pass that looks up each byte in a table: the minimum cost of a search of every byte. */
  private static final class TablePass implements ScanPass {
    private final byte[] text;
    private final byte[] classOf = new byte[256];

    TablePass(byte[] text) {
      this.text = text;
      for (int value = 0; value < 256; value++) {
        classOf[value] = (byte) (Character.isDigit(value) || value == '@' ? 1 : 0);
      }
    }

    @Override
    public long run(int piece) {
      long found = 0;
      for (byte value : text) {
        found += classOf[value & 0xFF];
      }
      return found;
    }
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
