package dev.sluice.common.error;

import java.util.Optional;

/** An encoder of texts as JSON strings. */
final class JsonStrings {
  private JsonStrings() {}

  static String quoteOrNull(Optional<String> text) {
    return text.map(JsonStrings::quote).orElse("null");
  }

  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
