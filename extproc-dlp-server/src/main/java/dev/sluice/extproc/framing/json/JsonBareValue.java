package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.JsonTokenizer;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.rewriter.BodyEdits;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.Arrays;

/**
 * A value without quotes in JSON: a number or a literal. It is held until its end, because a value
 * that is masked in part becomes a string as a whole. A value longer than any number passes as
 * plain text does.
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

  /** Ends the value, unless white space has ended it. */
  void end() {
    if (start < 0) {
      return;
    }
    scanner.end();
    BodyEdits edits = context.edits();
    if (held && !context.findings().isClosed() && edits.end() > start) {
      long close = Math.max(end, edits.end());
      edits.insertBefore(start, QUOTE);
      edits.insertAfter(close, QUOTE);
    }
    start = -1;
  }

  /** Returns the last value; 1 for true, and -1 for anything but a small whole number. */
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

  /** Returns the watermark: the first raw byte that must wait. */
  long watermark() {
    return start >= 0 && held ? start : Long.MAX_VALUE;
  }
}
