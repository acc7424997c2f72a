package dev.sluice.extproc.scanner;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.extproc.notation.NotationHandler;
import dev.sluice.extproc.notation.NotationReader;
import org.jspecify.annotations.Nullable;

/**
 * A text as it is, searched by one cursor, and its decoded form, searched by a second one. The
 * second cursor runs only where a match may include a notation. It starts at a notation with the
 * text for which the first cursor waits, and ends when none of its candidates includes a notation.
 *
 * <p>So ordinary text is searched once. A value without a notation is found by the first cursor
 * alone, and decoding cannot hide it.
 */
final class DecodedText implements NotationHandler {
  /** The least distance to the last notation; nearer candidates may still depend on chunks. */
  private static final int END_DISTANCE = 16;

  /** The most text that is searched before the second cursor may end. */
  private static final int PIECE = 64;

  /** A listener to matches; the offsets are those of the text as it is. */
  @FunctionalInterface
  interface Listener {
    void onMatch(int pattern, long offset, long end, byte[] text, int from, int to);
  }

  private final RuleSet rules;
  private final Listener listener;
  private final MatchCursor cursor;
  private final NotationReader notations = new NotationReader(this);
  private final RawOffsetMap map = new RawOffsetMap();
  private @Nullable MatchCursor decoded;
  private boolean active;

  /** The offset of the text as it is at which the decoded form begins. */
  private long begin;

  /** The first offset at which a match of the decoded form may start. */
  private long floor;

  /** The end of the last notation in the decoded form. */
  private long lastNotation;

  /** The length of the text that the cursors have. */
  private long length;

  DecodedText(RuleSet rules, Listener listener) {
    this.rules = rules;
    this.listener = listener;
    cursor =
        rules
            .patterns()
            .cursor((pattern, offset, text, from, to) ->
                listener.onMatch(pattern, offset, offset + to - from, text, from, to));
  }

  void feed(byte[] text, int from, int to) {
    notations.feed(text, from, to);
  }

  /** Ends the text, which decides all matches. */
  void end() {
    notations.end();
    cursor.end();
    if (active && decoded != null) {
      decoded.end();
    }
    active = false;
    length = 0;
  }

  /** Returns the offset before which no further match starts. */
  long watermark() {
    long watermark = cursor.watermark();
    return active && decoded != null
        ? Math.min(watermark, original(decoded.watermark()))
        : watermark;
  }

  @Override
  public void plain(byte[] text, int from, int to) {
    cursor.feed(text, from, to);
    MatchCursor second = decoded;
    for (int at = from; active && second != null && at < to; at += PIECE) {
      int size = Math.min(PIECE, to - at);
      map.add(size, length + at - from, size);
      second.feed(text, at, at + size);
      map.dropBefore(second.watermark() - begin);
      active = !isOver(second);
    }
    length += to - from;
  }

  @Override
  public void notation(byte[] text, int from, int to, byte[] shown, int shownLength) {
    MatchCursor second = decoded == null ? rules.patterns().cursor(this::matched) : decoded;
    decoded = second;
    if (!active || isOver(second)) {
      start(second);
    }
    cursor.feed(text, from, to);
    map.addDecoded(shownLength, length, to - from);
    lastNotation = begin + map.length();
    second.feed(shown, 0, shownLength);
    length += to - from;
  }

  private void start(MatchCursor second) {
    active = true;
    floor = cursor.watermark();
    begin = second.continueFrom(cursor);
    map.clear();
    map.add((int) (length - begin), begin, (int) (length - begin));
  }

  /** Returns true if no candidate includes a notation. */
  private boolean isOver(MatchCursor second) {
    return second.watermark() >= lastNotation
        && begin + map.length() - lastNotation >= END_DISTANCE;
  }

  private void matched(int pattern, long offset, byte[] text, int from, int to) {
    long start = map.rawStart(offset - begin);
    long end = map.rawEnd(offset - begin + to - from);
    boolean hasNotation = map.isDecoded(offset - begin, offset - begin + to - from);
    if (hasNotation && start >= floor && rules.readsDecoded(pattern)) {
      listener.onMatch(pattern, start, end, text, from, to);
    }
  }

  private long original(long offset) {
    return offset - begin == map.length() ? length : map.rawStart(offset - begin);
  }
}
