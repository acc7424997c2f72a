package dev.sluice.common.match.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The path of a request as rules compare it: without query, slashes merged, dot segments resolved,
 * unreserved characters decoded. A path that could mean two things to two readers has no such form.
 */
public final class RequestPath {
  private static final int MAX_LENGTH = 8192;

  private RequestPath() {}

  /**
   * Empty when the path is not absolute, climbs too far, or holds an escaped slash or control, a
   * semicolon (the parameters behind it exist for some readers only), a byte that UTF-8 has not or
   * an escape within an escape, which is one for those who decode twice.
   */
  public static Optional<String> normalise(String raw) {
    int end = endOfPath(raw);
    if (end == 0 || end > MAX_LENGTH || raw.charAt(0) != '/') {
      return Optional.empty();
    }
    if (isPlain(raw, end)) {
      return Optional.of(raw.substring(0, end));
    }
    StringBuilder decoded = new StringBuilder(end);
    return decode(raw, end, decoded) && !isEscapedTwice(decoded)
        ? resolve(decoded)
        : Optional.empty();
  }

  private static int endOfPath(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return raw.length();
  }

  private static boolean isPlain(String raw, int end) {
    char before = 0;
    for (int i = 0; i < end; i++) {
      char c = raw.charAt(i);
      boolean special = c == '%' || c == ';' || c == '\\' || c <= ' ' || c == 0x7f;
      if (special || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  private static boolean decode(String raw, int end, StringBuilder out) {
    for (int i = 0; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int value = escaped(raw, i, end);
        if (value < ' ' || isAmbiguous(value) || isOverlong(value, escaped(raw, i + 3, end))) {
          return false;
        }
        if (isUnreserved((char) value)) {
          out.append((char) value);
        } else {
          out.append('%').append(upper(raw.charAt(i + 1))).append(upper(raw.charAt(i + 2)));
        }
        i += 2;
      } else if (c <= ' ' || c == 0x7f || c == ';') {
        return false;
      } else {
        out.append(c == '\\' ? '/' : c);
      }
    }
    return true;
  }

  private static boolean isEscapedTwice(CharSequence decoded) {
    int end = decoded.length();
    for (int i = 0; i + 4 < end; i++) {
      boolean nested =
          escaped(decoded, i, end) == '%'
              && hex(decoded.charAt(i + 3)) * 16 + hex(decoded.charAt(i + 4)) >= 0;
      if (nested) {
        return true;
      }
    }
    return false;
  }

  /** Lenient decoders make slashes and dots of the bytes that UTF-8 never uses. */
  private static boolean isAmbiguous(int escaped) {
    boolean reserved = escaped == '/' || escaped == '\\' || escaped == ';';
    boolean neverInUtf8 = escaped == 0xc0 || escaped == 0xc1 || escaped >= 0xf5;
    return reserved || neverInUtf8 || escaped == 0x7f;
  }

  /** More bytes than the character needs, as those below these second ones (RFC 3629, 3). */
  private static boolean isOverlong(int first, int second) {
    return (first == 0xe0 && second >= 0 && second < 0xa0)
        || (first == 0xf0 && second >= 0 && second < 0x90);
  }

  /** The byte that is escaped there; negative when none is. */
  private static int escaped(CharSequence raw, int at, int end) {
    return at + 2 < end && raw.charAt(at) == '%'
        ? hex(raw.charAt(at + 1)) * 16 + hex(raw.charAt(at + 2))
        : -1;
  }

  private static Optional<String> resolve(CharSequence path) {
    Deque<String> segments = new ArrayDeque<>();
    boolean folder = false;
    for (String segment : path.toString().split("/", -1)) {
      folder = segment.isEmpty() || segment.equals(".") || segment.equals("..");
      if (segment.equals("..")) {
        if (segments.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!folder) {
        segments.addLast(segment);
      }
    }
    String joined = "/" + String.join("/", segments);
    return Optional.of(folder && !segments.isEmpty() ? joined + "/" : joined);
  }

  /** A value that makes every sum negative for a character that is no hexadecimal digit. */
  private static int hex(char c) {
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    return digit < 0 ? -1000 : digit;
  }

  private static char upper(char c) {
    return c >= 'a' ? (char) (c - 32) : c;
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
