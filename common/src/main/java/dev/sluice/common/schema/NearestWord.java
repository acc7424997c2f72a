package dev.sluice.common.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A search for the known word that is most like an unknown one. Case, {@code -} and {@code _} make
 * no difference. A swap of two neighbours counts as one change.
 */
public final class NearestWord {
  private static final int LONGEST = 64;
  private static final int LETTERS_PER_CHANGE = 3;

  private NearestWord() {}

  /** Returns the nearest word; empty if none differs in at most a third of its letters. */
  public static Optional<String> of(String unknown, Collection<String> known) {
    String plain = plain(unknown);
    if (plain.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(word -> !word.equals(unknown) && word.length() <= LONGEST)
        .filter(word -> distance(plain, plain(word)) <= most(plain, plain(word)))
        .min(Comparator.comparingInt(word -> distance(plain, plain(word))));
  }

  /**
   * Returns the part of a message that says which words are allowed, and first the nearest one, if
   * there is one.
   */
  public static String hint(String unknown, Collection<String> known) {
    String all = "use one of " + String.join(", ", known);
    return of(unknown, known)
        .map(word -> "did you mean \"" + word + "\"? Otherwise " + all)
        .orElse(all);
  }

  private static int most(String unknown, String word) {
    return Math.min(unknown.length(), word.length()) / LETTERS_PER_CHANGE;
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Returns the number of inserted, removed, replaced and swapped characters. */
  private static int distance(String from, String to) {
    int[] twoBefore = new int[to.length() + 1];
    int[] before = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean equal = from.charAt(i - 1) == to.charAt(j - 1);
        int best = Math.min(Math.min(before[j], row[j - 1]) + 1, before[j - 1] + (equal ? 0 : 1));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        row[j] = swapped ? Math.min(best, twoBefore[j - 2] + 1) : best;
      }
      int[] unused = twoBefore;
      twoBefore = before;
      before = row;
      row = unused;
    }
    return before[to.length()];
  }
}
