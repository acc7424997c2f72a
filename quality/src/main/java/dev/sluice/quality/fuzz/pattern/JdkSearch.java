package dev.sluice.quality.fuzz.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pattern matches by our rules, found by asking the JDK about every part of a text: of the
 * parts that are accepted the one that starts first, of those the longest, and on behind it.
 */
public final class JdkSearch {
  private static final int MOST_LOOKS = 2_000_000;

  /** Bytes of UTF-8. */
  public record Part(int from, int to) {}

  /** The JDK tries too many ways for this text. */
  public static final class TooSlowException extends RuntimeException {
    TooSlowException() {
      super(null, null, false, false);
    }
  }

  private final Matcher matcher;
  private final int[] byteAt;
  private final List<Integer> starts = new ArrayList<>();

  public JdkSearch(Tree pattern, String text) {
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
   * All matches of {@code maxLength} bytes or less.
   *
   * @param accepted where the value of a part from some byte to some other ends, or -1
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

  /** Ends a search that looks at characters too often. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > MOST_LOOKS) {
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
