package dev.sluice.quality.corpus.excerpt;

import java.util.ArrayList;
import java.util.List;

/** The parts of a text: paragraphs and blocks of code, joined until they are long enough. */
final class TextParts {
  private static final int SHORTEST = 180;
  private static final int LONGEST = 1_800;

  private TextParts() {}

  static List<String> of(String text) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (String paragraph : text.split("\n\\s*\n")) {
      part.append(part.isEmpty() ? "" : "\n\n").append(paragraph.stripTrailing());
      if (part.length() >= SHORTEST) {
        if (part.length() <= LONGEST && isText(part)) {
          parts.add(part.toString());
        }
        part.setLength(0);
      }
    }
    return parts;
  }

  /** Excludes the header that most files share, and bytes that are not text. */
  private static boolean isText(CharSequence part) {
    String text = part.toString();
    return !text.contains("DO NOT ALTER OR REMOVE COPYRIGHT") && text.indexOf('\ufffd') < 0;
  }
}
