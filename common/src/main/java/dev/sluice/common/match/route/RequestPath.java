package dev.sluice.common.match.route;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The normal form of a request's path: no query, slashes merged, dot segments resolved, unreserved
 * characters decoded. An ambiguous path, which two readers could interpret differently, has no
 * normal form.
 */
public final class RequestPath {
  private static final int MAX_LENGTH = 8192;

  private RequestPath() {}

  /**
   * Returns the normal form. Returns empty if the path is relative, climbs above the root, or
   * contains one of: an escaped slash or control character, a semicolon (some readers cut
   * parameters there), an invalid UTF-8 byte, or an escape within an escape (some readers decode
   * twice).
   */
  public static Optional<String> normalize(String raw) {
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

  /**
   * Returns whether readers of a path may disagree about an escaped byte: a separator, DEL, or a
   * byte that UTF-8 never uses, which lenient decoders turn into slashes and dots.
   */
  private static boolean isAmbiguous(int escaped) {
    boolean reserved = escaped == '/' || escaped == '\\' || escaped == ';';
    boolean neverInUtf8 = escaped == 0xc0 || escaped == 0xc1 || escaped >= 0xf5;
    return reserved || neverInUtf8 || escaped == 0x7f;
  }

  /** Returns whether the first two bytes are an overlong encoding (RFC 3629, section 3). */
  private static boolean isOverlong(int first, int second) {
    return (first == 0xe0 && second >= 0 && second < 0xa0)
        || (first == 0xf0 && second >= 0 && second < 0x90);
  }

  /** Returns the escaped byte at a position; negative without an escape. */
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

  /**
   * Returns the value of a hexadecimal digit; for other characters, a number so low that each sum
   * with it is negative.
   */
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
