package dev.sluice.quality.detection.rules;

import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.decoder.TextNormalizer;
import java.util.ArrayList;
import java.util.List;

/** The offsets in the text of the offsets in its visible form, which findings use. */
final class VisibleTextOffsets implements TextHandler {
  private final List<Long> starts = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  static VisibleTextOffsets of(byte[] text) {
    var offsets = new VisibleTextOffsets();
    var plain = new TextNormalizer(offsets);
    plain.text(text, 0, text.length, 0);
    plain.flush();
    return offsets;
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    for (int i = from; i < to; i++) {
      starts.add(raw + i - from);
      ends.add(raw + i - from + 1);
    }
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    for (int i = from; i < to; i++) {
      starts.add(raw);
      ends.add(raw + rawLength);
    }
  }

  int start(long offset) {
    return Math.toIntExact(starts.get(Math.toIntExact(offset)));
  }

  /** Returns the end of the last visible byte before {@code offset}. */
  int end(long offset) {
    return Math.toIntExact(ends.get(Math.toIntExact(offset - 1)));
  }
}
