package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the digits of a candidate are grouped. */
final class Groups {
  /** What may stand between two groups, one line end included. */
  static final String GAP = "(?:[ ._/·-]{1,3}(?:\\r?\\n[ -]{0,2})?|\\r?\\n)";

  /** A digit, and before it maybe a gap. */
  static final String NEXT = "(?:" + GAP + "?[0-9])";

  private static final Function<Candidate, Groups> READ = Groups::read;

  /** So many digits, gaps between them or not, the first of which is spelled by the caller. */
  static String next(int fewest, int most) {
    return NEXT + "{" + fewest + "," + most + "}";
  }

  private final Digits digits;
  private final int[] lengths;
  private final boolean even;
  private @Nullable String shape;

  private Groups(Digits digits, int[] lengths, boolean even) {
    this.digits = digits;
    this.lengths = lengths;
    this.even = even;
  }

  static Groups of(Candidate candidate) {
    return candidate.once(READ);
  }

  private static Groups read(Candidate candidate) {
    byte[] text = candidate.text();
    Digits digits = Digits.of(text, candidate.from(), candidate.to());
    int[] lengths = new int[digits.count()];
    int groups = 0;
    boolean even = true;
    int gap = -1;
    for (int i = candidate.from(); i < candidate.to(); i++) {
      if (!Ascii.isDigit(text[i])) {
        continue;
      }
      boolean behindGap = i > candidate.from() && !Ascii.isDigit(text[i - 1]);
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
    return new Groups(digits, Arrays.copyOf(lengths, groups), even);
  }

  Digits digits() {
    return digits;
  }

  /** How many groups there are. */
  int count() {
    return lengths.length;
  }

  /** How many digits a group has. */
  int length(int group) {
    return lengths[group];
  }

  /** The lengths of the groups, such as {@code 3-2-5}. */
  String shape() {
    if (shape == null) {
      StringBuilder spelled = new StringBuilder(2 * lengths.length + 2);
      for (int length : lengths) {
        spelled.append(spelled.isEmpty() ? "" : "-").append(length);
      }
      shape = spelled.toString();
    }
    return shape;
  }

  /** Whether the same sign ends all gaps, and no line ends in one. */
  boolean even() {
    return even;
  }

  boolean bare() {
    return lengths.length == 1;
  }

  /** Whether they are the usual ones, the same sign between all of them. */
  boolean are(String usual) {
    return even && shape().equals(usual);
  }

  /** Whether lines were joined that have a date in them. */
  boolean withDate() {
    return !even && shape().contains("4-2-2");
  }

  /** Whether they are cut after each four digits, as numbers without groups are. */
  boolean inFours() {
    return lengths.length > 1 && lengths[0] == 4 && lengths[1] == 4;
  }

  /** Whether no other group of digits is before the candidate's beginning. */
  static boolean beginsGroups(Candidate candidate) {
    int before = candidate.from() - 1;
    byte[] text = candidate.text();
    if (before >= candidate.first() && text[before] == '(') {
      before--;
    }
    boolean behindGap = before > candidate.first() && (text[before] == ' ' || text[before] == ')');
    return !behindGap || !Ascii.isDigit(text[before - 1]);
  }

  /** Whether no digit or letter is joined to the candidate's beginning. */
  static boolean beginsFree(Candidate candidate) {
    int before = candidate.from() - 1;
    if (before < candidate.first()) {
      return true;
    }
    byte last = candidate.text()[before];
    if (last == '-' || last == '.' || last == '/' || last == ':') {
      return before == candidate.first() || !Ascii.isDigit(candidate.text()[before - 1]);
    }
    return last != '@' && !Ascii.isDigit(last) && !Ascii.isLower(last) && !Ascii.isUpper(last);
  }
}
