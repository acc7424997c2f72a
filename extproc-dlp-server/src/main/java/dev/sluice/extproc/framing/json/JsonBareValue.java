package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.JsonTokenizer;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.rewriter.BodyEdits;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.Arrays;

/**
 * What stands bare between the marks of JSON: numbers and literals. One is held until its end, for
 * if a part of it is masked, all of it becomes a string; longer than any number it is none, and
 * passes as plain text does.
 */
final class JsonBareValue implements TextHandler {
  private static final int LONGEST_HELD = 256;
  private static final int LONGEST_NUMBER = 9;
  private static final byte[] QUOTE = {'"'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

  private final ChannelScanner scanner;
  private final BodyContext context;
  private final byte[] digits = new byte[LONGEST_NUMBER];
  private int digitCount;
  private long start = -1;
  private long end;
  private boolean held;

  JsonBareValue(ChannelScanner scanner, BodyContext context) {
    this.scanner = scanner;
    this.context = context;
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    boolean white = JsonTokenizer.isWhite(bytes[from]);
    if (start < 0) {
      if (white) {
        return;
      }
      begin(raw);
    }
    int kept = Math.min(to - from, digits.length - Math.min(digitCount, digits.length));
    System.arraycopy(bytes, from, digits, Math.min(digitCount, digits.length), kept);
    digitCount += white ? 0 : to - from;
    if (raw + to - from - start > LONGEST_HELD) {
      if (white && held) {
        scanner.text(bytes, from, from + (int) (start + LONGEST_HELD - raw), raw);
        end();
        return;
      }
      held = false;
    }
    scanner.text(bytes, from, to, raw);
    end = white ? end : raw + to - from;
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    throw new IllegalStateException("bare text has no escapes");
  }

  void begin(long raw) {
    start = raw;
    end = raw;
    held = true;
    digitCount = 0;
  }

  /** Ends it, if it has not ended before the white space behind it. */
  void end() {
    if (start < 0) {
      return;
    }
    scanner.end();
    BodyEdits edits = context.edits();
    if (held && !context.tally().isClosed() && edits.end() > start) {
      long close = Math.max(end, edits.end());
      edits.insertBefore(start, QUOTE);
      edits.insertAfter(close, QUOTE);
    }
    start = -1;
  }

  /** What has just ended; 1 for true, and -1 for what is no small whole number either. */
  int value() {
    if (digitCount == 0 || digitCount > LONGEST_NUMBER) {
      return -1;
    }
    if (digitCount == TRUE.length && Arrays.equals(digits, 0, digitCount, TRUE, 0, digitCount)) {
      return 1;
    }
    int value = 0;
    for (int i = 0; i < digitCount; i++) {
      if (digits[i] < '0' || digits[i] > '9') {
        return -1;
      }
      value = value * 10 + digits[i] - '0';
    }
    return value;
  }

  /** The first raw byte that must wait. */
  long watermark() {
    return start >= 0 && held ? start : Long.MAX_VALUE;
  }
}
