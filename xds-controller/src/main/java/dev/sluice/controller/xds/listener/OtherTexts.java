package dev.sluice.controller.xds.listener;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A writer of regular expressions that match every text except some. RE2, which Envoy uses, has no
 * negative lookahead, so the expression lists where a text can differ.
 */
final class OtherTexts {
  private OtherTexts() {}

  /**
   * Returns an expression of RE2.
   *
   * @param texts texts of letters, digits and hyphens
   */
  static String than(Collection<String> texts) {
    StringBuilder pattern = new StringBuilder();
    write(new TreeSet<>(texts), 0, pattern);
    return pattern.toString();
  }

  /** Writes what may follow the first {@code at} characters, which all texts share. */
  private static void write(SortedSet<String> texts, int at, StringBuilder pattern) {
    SortedSet<Character> next = new TreeSet<>();
    boolean ended = false;
    for (String text : texts) {
      if (text.length() == at) {
        ended = true;
      } else {
        next.add(text.charAt(at));
      }
    }
    if (next.isEmpty()) {
      pattern.append(".+");
      return;
    }
    pattern.append(ended ? "(?:" : "(?:|").append("[^");
    // A hyphen at the end of a class is itself.
    next.stream().filter(c -> c != '-').forEach(pattern::append);
    pattern.append(next.contains('-') ? "-]" : "]").append(".*");
    for (char c : next) {
      pattern.append('|').append(c);
      SortedSet<String> following = new TreeSet<>(texts);
      following.removeIf(text -> text.length() == at || text.charAt(at) != c);
      write(following, at + 1, pattern);
    }
    pattern.append(')');
  }
}
