package dev.sluice.extproc.framing;

import dev.sluice.extproc.decoder.JsonTokenizer;
import dev.sluice.extproc.finding.BodyFindings;

/**
 * A framing that rejects text in UTF-16 or UTF-32. It recognizes them by the first four bytes: a
 * byte order mark, or a zero beside the start of JSON.
 */
public final class Utf16CheckFraming implements Framing {
  private static final int LONGEST_UNIT = 4;

  private final Framing framing;
  private final BodyFindings findings;
  private final byte[] head = new byte[LONGEST_UNIT];
  private int length;
  private boolean decided;
  private long start = -1;

  public Utf16CheckFraming(Framing framing, BodyFindings findings) {
    this.framing = framing;
    this.findings = findings;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    if (start < 0) {
      start = raw;
    }
    int at = from;
    while (!decided && at < to) {
      head[length++] = bytes[at++];
      if (length == LONGEST_UNIT) {
        decide();
      }
    }
    if (at < to && !findings.isFinal()) {
      framing.feed(bytes, at, to, raw + at - from);
    }
  }

  @Override
  public void end(long raw) {
    if (start < 0) {
      start = raw;
    }
    if (!decided) {
      decide();
    }
    framing.end(raw);
  }

  @Override
  public long watermarkAtStop(long raw) {
    return framing.watermarkAtStop(raw);
  }

  @Override
  public long watermark(long raw) {
    return decided ? framing.watermark(raw) : Math.max(start, 0);
  }

  private void decide() {
    decided = true;
    if (mark(0xFE, 0xFF) || mark(0xFF, 0xFE) || opensBesideZero()) {
      findings.markInvalid(start, "text in UTF-16 or UTF-32 cannot be inspected");
    } else {
      framing.feed(head, 0, length, start);
    }
  }

  private boolean mark(int first, int second) {
    return length >= 2 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
  }

  private boolean opensBesideZero() {
    if (length < 2) {
      return false;
    }
    boolean little = opens(0) && head[1] == 0;
    boolean big = head[0] == 0 && opens(1);
    boolean bigOfFour = length == LONGEST_UNIT && head[0] == 0 && head[1] == 0 && head[2] == 0;
    return little || big || (bigOfFour && JsonStart.isOpeningBracket(head[3]));
  }

  private boolean opens(int index) {
    return JsonStart.isOpeningBracket(head[index]) || JsonTokenizer.isWhite(head[index]);
  }
}
