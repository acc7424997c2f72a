package dev.sluice.quality.fuzz.body;

import java.util.List;
import java.util.Locale;

/** A generator of JSON with any nesting, escapes, numbers and keys. */
final class JsonGenerator {
  private static final int DEEPEST = 6;
  private static final int MOST_MEMBERS = 4;
  private static final List<String> KEYS =
      List.of(
          "messages",
          "role",
          "content",
          "text",
          "type",
          "choices",
          "delta",
          "index",
          "usage",
          "prompt_tokens",
          "tool_calls",
          "function",
          "arguments",
          "input",
          "parts",
          "candidates",
          "prompt",
          "segments",
          "prefix",
          "instruction",
          "query",
          "diff",
          "password",
          "비밀번호",
          "x",
          "",
          "a\\u0062c",
          "choices");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "4111111111111111", "1.5e3", "010-1234-5678", "9007199254740993", "-0.0");

  private final RandomChoice pick;
  private final List<String> texts;
  private final StringBuilder out = new StringBuilder();

  JsonGenerator(RandomChoice pick, List<String> texts) {
    this.pick = pick;
    this.texts = texts;
  }

  String document() {
    value(0);
    return out.toString();
  }

  /** Returns a JSON string with the text. */
  static String string(RandomChoice pick, String text) {
    var out = new StringBuilder("\"");
    text.codePoints().forEach(point -> character(pick, point, out));
    return out.append('"').toString();
  }

  private void value(int depth) {
    space();
    switch (depth == DEEPEST ? 2 + pick.upTo(4) : pick.upTo(6)) {
      case 0 -> members(depth, '{', '}');
      case 1 -> members(depth, '[', ']');
      case 2, 3, 4 -> out.append(string(pick, text(depth)));
      case 5 -> out.append(pick.one(NUMBERS));
      default -> out.append(pick.of("true", "false", "null"));
    }
    space();
  }

  /** Returns a text of the corpora, or a JSON document in a string. */
  private String text(int depth) {
    if (depth < DEEPEST && pick.oneIn(6)) {
      return new JsonGenerator(pick, texts).document();
    }
    return pick.one(texts);
  }

  private void members(int depth, char open, char close) {
    out.append(open);
    for (int i = pick.upTo(MOST_MEMBERS); i > 0; i--) {
      if (open == '{') {
        space();
        out.append('"').append(pick.one(KEYS)).append('"');
        space();
        out.append(':');
      }
      value(depth + 1);
      out.append(i > 1 ? "," : "");
    }
    space();
    out.append(close);
  }

  private void space() {
    if (pick.oneIn(5)) {
      out.append(pick.of(" ", "\n", "\t", "\r\n", "  "));
    }
  }

  private static void character(RandomChoice pick, int point, StringBuilder out) {
    switch (point) {
      case '"', '\\' -> out.append('\\').append((char) point);
      case '\n' -> out.append(pick.of("\\n", "\\u000a", "\\u000A"));
      case '/' -> out.append(pick.of("/", "\\/"));
      default -> {
        if (point < ' ' || pick.oneIn(8)) {
          String.valueOf(Character.toChars(point))
              .chars()
              .forEach(unit -> out.append(escape(pick, unit)));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }

  private static String escape(RandomChoice pick, int unit) {
    String hex = String.format(Locale.ROOT, "%04x", unit);
    return "\\u" + (pick.oneIn(2) ? hex : hex.toUpperCase(Locale.ROOT));
  }
}
