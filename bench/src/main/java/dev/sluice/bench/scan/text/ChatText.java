package dev.sluice.bench.scan.text;

import java.nio.charset.StandardCharsets;

/** A long text of messages, and how much of it is Hangul. */
public record ChatText(Language language, String text, double korean) {

  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ChatText of(Language language, String text) {
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return new ChatText(language, text, (double) hangulBytes(text) / Math.max(1, bytes));
  }

  static long hangulBytes(String text) {
    return 3 * text.chars().filter(c -> c >= 0xAC00 && c <= 0xD7A3).count();
  }
}
