package dev.sluice.extproc.rewriter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A replacement by a fixed text, in which {@code {last4}} is the last four letters or digits of the
 * match.
 */
public final class MaskTemplate implements Replacement {
  private static final String LAST = "{last4}";
  private static final int SHOWN = 4;
  private static final int LONGEST = 64;

  private final byte[] before;
  private final boolean showsLast;
  private final byte[] after;

  private MaskTemplate(String before, boolean showsLast, String after) {
    this.before = before.getBytes(StandardCharsets.UTF_8);
    this.showsLast = showsLast;
    this.after = after.getBytes(StandardCharsets.UTF_8);
  }

  /** Parses a template for which {@link #problem} is empty. */
  public static MaskTemplate of(String template) {
    int at = template.indexOf(LAST);
    return at < 0
        ? new MaskTemplate(template, false, "")
        : new MaskTemplate(template.substring(0, at), true, template.substring(at + LAST.length()));
  }

  /**
   * Returns the problem of a template for matches of at least {@code minLength} bytes; empty if it
   * is valid.
   */
  public static Optional<String> problem(String template, int minLength) {
    int at = template.indexOf(LAST);
    String fixed = at < 0 ? template : template.substring(0, at) + template.substring(at + 7);
    if (template.length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters");
    }
    if (fixed.indexOf('{') >= 0 || fixed.indexOf('}') >= 0) {
      return Optional.of("may have braces only in one {last4}");
    }
    if (fixed.codePoints().anyMatch(Character::isISOControl)) {
      return Optional.of("must not have control characters");
    }
    if (at >= 0 && minLength < 3 * SHOWN) {
      return Optional.of("may use {last4} only for matches of at least 12 bytes");
    }
    return Optional.empty();
  }

  /** Returns the replacement of the match between two positions of {@code text}. */
  byte[] render(byte[] text, int from, int to) {
    var out = new ByteArrayOutputStream(before.length + after.length + SHOWN);
    out.writeBytes(before);
    if (showsLast) {
      out.writeBytes(last(text, from, to));
    }
    out.writeBytes(after);
    return out.toByteArray();
  }

  private static byte[] last(byte[] text, int from, int to) {
    byte[] shown = new byte[SHOWN];
    int free = SHOWN;
    for (int i = to - 1; i >= from && free > 0; i--) {
      if (Character.isLetterOrDigit(text[i])) {
        shown[--free] = text[i];
      }
    }
    return java.util.Arrays.copyOfRange(shown, free, SHOWN);
  }
}
