package dev.sluice.common.audit;

import org.jspecify.annotations.Nullable;

/** Makes foreign text fit for a column: bounded, without control characters, never blank. */
final class Texts {
  private Texts() {}

  /** The text, or {@code -} when there is none. */
  static String known(String text, int max) {
    String bounded = bounded(text, max);
    return bounded == null ? AuditRecord.UNKNOWN : bounded;
  }

  /** The text, or null when there is none. */
  static @Nullable String bounded(@Nullable String text, int max) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String cut = text.length() <= max ? text : cut(text, max);
    return cut.chars().noneMatch(Texts::control) ? cut : withoutControls(cut);
  }

  private static String cut(String text, int max) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(max - 1));
    return text.substring(0, splitsPair ? max - 1 : max);
  }

  private static String withoutControls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(control(c) ? '?' : (char) c));
    return out.toString();
  }

  private static boolean control(int c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
  }
}
