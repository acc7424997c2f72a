package dev.sluice.bench.detection.rules;

import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.decoder.TextNormalizer;
import java.util.ArrayList;
import java.util.List;

/** From bytes of a text as it shows itself, which findings count in, to bytes of the text. */
final class PlainOffsets implements TextHandler {
  private final List<Long> starts = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  static PlainOffsets of(byte[] text) {
    var offsets = new PlainOffsets();
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

  /** The end of what comes before {@code offset}. */
  int end(long offset) {
    return Math.toIntExact(ends.get(Math.toIntExact(offset - 1)));
  }
}
