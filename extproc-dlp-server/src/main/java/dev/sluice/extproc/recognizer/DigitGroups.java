package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The groups of digits in a candidate. */
public final class DigitGroups {
  /** A pattern of the gap between two groups, which may include one line end. */
  public static final String GAP = "(?:[ ._/·-]{1,3}(?:\\r?\\n[ -]{0,2})?|\\r?\\n)";

  /** A pattern of a digit, perhaps after a gap. */
  public static final String NEXT_DIGIT = "(?:" + GAP + "?[0-9])";

  /**
   * The number of different digits from which single digits with equal gaps are one spaced number,
   * and not a row of a matrix.
   */
  private static final int FEWEST_DISTINCT = 4;

  private static final Function<MatchCandidate, DigitGroups> READ = DigitGroups::read;

  /**
   * Returns a pattern of more digits, with or without gaps, after the first digit, which the caller
   * adds.
   */
  public static String nextDigits(int fewest, int most) {
    return NEXT_DIGIT + "{" + fewest + "," + most + "}";
  }

  private final DecimalDigits digits;
  private final int[] lengths;
  private final boolean hasEvenGaps;
  private @Nullable String shape;

  private DigitGroups(DecimalDigits digits, int[] lengths, boolean even) {
    this.digits = digits;
    this.lengths = lengths;
    this.hasEvenGaps = even;
  }

  public static DigitGroups of(MatchCandidate candidate) {
    return candidate.computeOnce(READ);
  }

  private static DigitGroups read(MatchCandidate candidate) {
    byte[] text = candidate.text();
    DecimalDigits digits = DecimalDigits.of(text, candidate.from(), candidate.to());
    int[] lengths = new int[digits.count()];
    int groups = 0;
    boolean even = true;
    int gap = -1;
    for (int i = candidate.from(); i < candidate.to(); i++) {
      if (!AsciiText.isDigit(text[i])) {
        continue;
      }
      boolean behindGap = i > candidate.from() && !AsciiText.isDigit(text[i - 1]);
      if (behindGap && groups > 0) {
        even &= text[i - 1] != '\n';
        if (text[i - 1] != '(' && text[i - 1] != ')' && text[i - 2] != ')') {
          even &= gap < 0 || gap == text[i - 1];
          gap = text[i - 1];
        }
      }
      groups += groups == 0 || behindGap ? 1 : 0;
      lengths[groups - 1]++;
    }
    boolean spaced = even && groups == digits.count() && digits.distinct() >= FEWEST_DISTINCT;
    return new DigitGroups(
        digits, spaced ? new int[] {groups} : Arrays.copyOf(lengths, groups), even);
  }

  public DecimalDigits digits() {
    return digits;
  }

  /** Returns the number of groups. */
  public int count() {
    return lengths.length;
  }

  /** Returns the number of digits in a group. */
  public int length(int group) {
    return lengths[group];
  }

  /** Returns the lengths of the groups, such as {@code 3-2-5}. */
  public String shape() {
    if (shape == null) {
      StringBuilder spelled = new StringBuilder(2 * lengths.length + 2);
      for (int length : lengths) {
        spelled.append(spelled.isEmpty() ? "" : "-").append(length);
      }
      shape = spelled.toString();
    }
    return shape;
  }

  /** Returns true if all gaps end with the same character and none has a line end. */
  public boolean hasEvenGaps() {
    return hasEvenGaps;
  }

  public boolean isUngrouped() {
    return lengths.length == 1;
  }

  /** Returns true if the groups have the usual lengths and the same separator. */
  public boolean haveShape(String usual) {
    return hasEvenGaps && shape().equals(usual);
  }

  /** Returns true if a date is among joined lines. */
  public boolean containDate() {
    return !hasEvenGaps && shape().contains("4-2-2");
  }

  /**
   * Returns true if every group but the last has four digits, as in numbers without fixed groups.
   */
  public boolean areInFours() {
    return lengths.length > 1 && lengths[0] == 4 && lengths[1] == 4;
  }

  /** Returns true if no other group of digits precedes the candidate. */
  public static boolean startsGroups(MatchCandidate candidate) {
    int before = candidate.from() - 1;
    byte[] text = candidate.text();
    if (before >= candidate.contextFrom() && text[before] == '(') {
      before--;
    }
    boolean behindGap =
        before > candidate.contextFrom() && (text[before] == ' ' || text[before] == ')');
    return !behindGap || !AsciiText.isDigit(text[before - 1]);
  }

  /**
   * Returns true inside a run of groups of one digit each, or of two, with equal gaps. Only a
   * number that starts with the run is written like that.
   */
  static boolean continuesEqualGroups(byte[] text, int from) {
    byte gap = from > 0 ? text[from - 1] : 0;
    if (" -./_".indexOf(gap) < 0 || !AsciiText.isDigit(text[from])) {
      return false;
    }
    int size = AsciiText.isDigit(text[from + 1]) ? 2 : 1;
    int before = from - size - 2;
    return before >= 0
        && text[from + size] == gap
        && AsciiText.isDigit(text[from - 2])
        && AsciiText.isDigit(text[from - 1 - size])
        && !AsciiText.isDigit(text[before]);
  }

  /** Returns true if no digit or letter is joined to the candidate's beginning. */
  static boolean startsUnjoined(MatchCandidate candidate) {
    int before = candidate.from() - 1;
    if (before < candidate.contextFrom()) {
      return true;
    }
    byte last = candidate.text()[before];
    if (last == '-' || last == '.' || last == '/' || last == ':') {
      return before == candidate.contextFrom() || !AsciiText.isDigit(candidate.text()[before - 1]);
    }
    return last != '@'
        && !AsciiText.isDigit(last)
        && !AsciiText.isLower(last)
        && !AsciiText.isUpper(last);
  }
}
