package dev.sluice.quality.detection.score;

import dev.sluice.quality.corpus.Entity;
import java.util.List;

/** A piece of a text on one line: values between ⟦ and ⟧, findings between ‹ and ›rule. */
final class Excerpt {
  private static final int AROUND = 48;

  private Excerpt() {}

  static String of(String text, List<Entity> entities, List<Found> findings, int start, int end) {
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
