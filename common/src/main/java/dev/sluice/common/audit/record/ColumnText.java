package dev.sluice.common.audit.record;

import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sanitizer of external text for columns. The result is bounded and not blank, and has no control
 * characters and no lone surrogates, which PostgreSQL rejects.
 */
final class ColumnText {
  private ColumnText() {}

  /** Returns the sanitized text, or {@code -} if nothing is left. */
  static String orUnknown(String text, int max) {
    String bounded = bounded(text, max);
    return bounded == null ? AuditRecord.UNKNOWN : bounded;
  }

  /** Returns the sanitized text, or null if nothing is left. */
  static @Nullable String bounded(@Nullable String text, int max) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String cut = text.length() <= max ? text : cut(text, max);
    return fits(cut) ? cut : withoutUnfit(cut);
  }

  /** Returns a copy of the map in which each text is sanitized. */
  static Map<String, Object> bounded(Map<?, ?> map, int max) {
    Map<String, Object> bounded = new LinkedHashMap<>();
    map.forEach((name, value) -> bounded.put(name.toString(), value(value, max)));
    return Collections.unmodifiableMap(bounded);
  }

  private static Object value(Object value, int max) {
    return switch (value) {
      case String text -> orUnknown(text, max);
      case List<?> list -> list.stream().map(item -> value(item, max)).toList();
      case Map<?, ?> map -> bounded(map, max);
      default -> value;
    };
  }

  private static String cut(String text, int max) {
    boolean splitsPair = Character.isHighSurrogate(text.charAt(max - 1));
    return text.substring(0, splitsPair ? max - 1 : max);
  }

  /** Returns whether the text needs no change. Most texts are ASCII and are decided at once. */
  private static boolean fits(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f) {
        continue;
      }
      if (Character.isSurrogate(c)) {
        return text.codePoints().noneMatch(ColumnText::unfit);
      }
      if (unfit(c)) {
        return false;
      }
    }
    return true;
  }

  private static String withoutUnfit(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(unfit(c) ? '?' : c));
    return out.toString();
  }

  private static boolean unfit(int c) {
    boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    return control || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** Returns a literal IPv4 or IPv6 address without a zone, or null for any other text. */
  static @Nullable String ipAddress(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    try {
      return InetAddress.ofLiteral(plain).getHostAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
