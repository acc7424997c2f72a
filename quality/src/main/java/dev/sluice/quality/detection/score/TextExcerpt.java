package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.EntitySpan;
import java.util.List;

/** A part of a text in one line, with ⟦ and ⟧ around entities, and ‹ and ›rule around findings. */
final class TextExcerpt {
  private static final int AROUND = 48;

  private TextExcerpt() {}

  static String of(
      String text, List<EntitySpan> entities, List<DetectedSpan> findings, int start, int end) {
    int from = Math.max(0, start - AROUND);
    int to = Math.min(text.length(), end + AROUND);
    var shown = new StringBuilder(from > 0 ? "…" : "");
    for (int at = from; at <= to; at++) {
      int here = at;
      findings.stream()
          .filter(found -> found.end() == here)
          .forEach(found -> shown.append('›').append(found.rule()).append(' '));
      entities.stream().filter(e -> e.end() == here).forEach(e -> shown.append('⟧'));
      entities.stream().filter(e -> e.start() == here).forEach(e -> shown.append('⟦'));
      findings.stream().filter(f -> f.start() == here).forEach(f -> shown.append('‹'));
      if (at < to) {
        append(shown, text.charAt(at));
      }
    }
    return shown.append(to < text.length() ? "…" : "").toString();
  }

  private static void append(StringBuilder shown, char c) {
    int type = Character.getType(c);
    boolean odd =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || (type == Character.SPACE_SEPARATOR && c != ' ');
    if (c == '\n') {
      shown.append("\\n");
    } else if (odd) {
      shown.append(String.format("\\u%04X", (int) c));
    } else {
      shown.append(c);
    }
  }
}
