package dev.sluice.quality.corpus.form;

import dev.sluice.quality.corpus.value.SeededRandom;

/** The amount of optional escapes in a JSON string. */
enum JsonEscaping {
  /** Required escapes only. */
  NEEDED(0, 0),
  /** An escape for each character outside ASCII, as many libraries write by default. */
  NON_ASCII(100, 0),
  /** Escapes at random. */
  RANDOM(50, 15);

  private final int nonAscii;
  private final int ascii;

  JsonEscaping(int nonAscii, int ascii) {
    this.nonAscii = nonAscii;
    this.ascii = ascii;
  }

  String quote(String text, SeededRandom random) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(point, quoted, random));
    return quoted.append('"').toString();
  }

  private void append(int point, StringBuilder quoted, SeededRandom random) {
    if (random.percent(point < 128 ? ascii : nonAscii)) {
      for (char unit : Character.toChars(point)) {
        quoted.append("\\u%04x".formatted((int) unit));
      }
      return;
    }
    switch (point) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (point < ' ') {
          quoted.append("\\u%04x".formatted(point));
        } else {
          quoted.appendCodePoint(point);
        }
      }
    }
  }
}
