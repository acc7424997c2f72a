package dev.sluice.quality.fuzz.body;

import java.util.List;
import java.util.Locale;

/** A generator of JSON with any nesting, escapes, numbers and keys. */
final class JsonGenerator {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_MEMBERS = 4;
  private static final List<String> KEYS =
      List.of(
          ("messages,role,content,text,type,choices,delta,index,usage,prompt_tokens,"
                  + "tool_calls,function,arguments,input,parts,candidates,prompt,segments,prefix,instruction,"
                  + "query,diff,password,비밀번호,x,,a\\u0062c,choices")
              .split(","));
  private static final List<String> NUMBERS =
      List.of("0", "-1", "4111111111111111", "1.5e3", "010-1234-5678", "9007199254740993", "-0.0");

  private final RandomChoice choice;
  private final List<String> texts;
  private final StringBuilder out = new StringBuilder();

  JsonGenerator(RandomChoice choice, List<String> texts) {
    this.choice = choice;
    this.texts = texts;
  }

  String document() {
    value(0);
    return out.toString();
  }

  /** Returns a JSON string with the text. */
  static String string(RandomChoice choice, String text) {
    var out = new StringBuilder("\"");
    text.codePoints().forEach(point -> character(choice, point, out));
    return out.append('"').toString();
  }

  private void value(int depth) {
    space();
    switch (depth == MAX_DEPTH ? 2 + choice.upTo(4) : choice.upTo(6)) {
      case 0 -> members(depth, '{', '}');
      case 1 -> members(depth, '[', ']');
      case 2, 3, 4 -> out.append(string(choice, text(depth)));
      case 5 -> out.append(choice.one(NUMBERS));
      default -> out.append(choice.of("true", "false", "null"));
    }
    space();
  }

  /** Returns a text of the corpora, or a JSON document in a string. */
  private String text(int depth) {
    if (depth < MAX_DEPTH && choice.oneIn(6)) {
      return new JsonGenerator(choice, texts).document();
    }
    return choice.one(texts);
  }

  private void members(int depth, char open, char close) {
    out.append(open);
    for (int i = choice.upTo(MAX_MEMBERS); i > 0; i--) {
      if (open == '{') {
        space();
        out.append('"').append(choice.one(KEYS)).append('"');
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
    if (choice.oneIn(5)) {
      out.append(choice.of(" ", "\n", "\t", "\r\n", "  "));
    }
  }

  private static void character(RandomChoice choice, int point, StringBuilder out) {
    switch (point) {
      case '"', '\\' -> out.append('\\').append((char) point);
      case '\n' -> out.append(choice.of("\\n", "\\u000a", "\\u000A"));
      case '/' -> out.append(choice.of("/", "\\/"));
      default -> {
        if (point < ' ' || choice.oneIn(8)) {
          String.valueOf(Character.toChars(point))
              .chars()
              .forEach(unit -> out.append(escape(choice, unit)));
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }

  private static String escape(RandomChoice choice, int unit) {
    String hex = String.format(Locale.ROOT, "%04x", unit);
    return "\\u" + (choice.oneIn(2) ? hex : hex.toUpperCase(Locale.ROOT));
  }
}
