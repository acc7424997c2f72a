package dev.sluice.bench.text;

import java.nio.charset.StandardCharsets;

/**
 * A long text of messages.
 *
 * @param korean the share of its bytes that are Hangul
 */
public record MessageText(TextLanguage language, String text, double korean) {

  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static MessageText of(TextLanguage language, String text) {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return new MessageText(language, text, (double) hangulBytes(text) / Math.max(1, bytes));
  }

  static long hangulBytes(String text) {
    return 3 * text.chars().filter(c -> c >= 0xAC00 && c <= 0xD7A3).count();
  }
}
