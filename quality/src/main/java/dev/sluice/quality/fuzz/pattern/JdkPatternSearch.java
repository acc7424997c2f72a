package dev.sluice.quality.fuzz.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exhaustive search for the matches of a pattern with {@code java.util.regex}. Every part of the
 * text is tried. Of the accepted parts the first one wins, of those the longest, and the search
 * continues after it.
 */
public final class JdkPatternSearch {
  private static final int MAX_LOOKS = 2_000_000;

  /** A part of the text, with offsets in bytes of UTF-8. */
  public record Part(int from, int to) {}

  /** The failure of a search that backtracks too much. */
  public static final class TooSlowException extends RuntimeException {
    TooSlowException() {
      super(null, null, false, false);
    }
  }

  private final Matcher matcher;
  private final int[] byteAt;
  private final List<Integer> starts = new ArrayList<>();

  public JdkPatternSearch(PatternTree pattern, String text) {
    matcher =
        Pattern.compile(pattern.jdkSource(), Pattern.UNIX_LINES)
            .matcher(new Counted(text))
            .useTransparentBounds(true)
            .useAnchoringBounds(false);
    byteAt = new int[text.length() + 1];
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      starts.add(at);
      byteAt[at] = bytes;
      int character = text.codePointAt(at);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      at += Character.charCount(character);
    }
    starts.add(text.length());
    byteAt[text.length()] = bytes;
  }

  /**
   * Returns all matches of at most {@code maxLength} bytes.
   *
   * @param accepted returns the end of the value of a part, or -1
   */
  public List<Part> matches(int maxLength, IntBinaryOperator accepted) {
    List<Part> found = new ArrayList<>();
    int free = 0;
    for (int from = 0; from < starts.size(); from++) {
      int first = byteAt[starts.get(from)];
      for (int to = starts.size() - 1; to > from && first >= free; to--) {
        int last = byteAt[starts.get(to)];
        if (last - first <= maxLength
            && matcher.region(starts.get(from), starts.get(to)).matches()
            && accepted.applyAsInt(first, last) >= 0) {
          free = accepted.applyAsInt(first, last);
          found.add(new Part(first, free));
        }
      }
    }
    return found;
  }

  /** A text that ends a search after too many reads. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > MAX_LOOKS) {
        throw new TooSlowException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
