package dev.sluice.controller.ir.route;

/**
 * A replacement of what a regular expression in RE2 syntax matches.
 *
 * @param substitution a text in which {@code \1} is the first group of the match, and {@code \0}
 *     all of it
 */
public record SubstitutionIr(String pattern, String substitution) {
  public SubstitutionIr {
    int groups = groups(pattern);
    for (int i = 0; i < substitution.length(); i++) {
      if (substitution.charAt(i) == '\\') {
        i++;
        char next = i < substitution.length() ? substitution.charAt(i) : ' ';
        if (next < '0' || next > '9' || next - '0' > groups) {
          throw new IllegalArgumentException(
              "the substitution has \\" + next + ", but the pattern has " + groups + " groups");
        }
      }
    }
  }

  /** Returns the number of groups of a valid expression. */
  private static int groups(String pattern) {
    int groups = 0;
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> {
          i++;
          if (pattern.startsWith("Q", i)) {
            throw new IllegalArgumentException("the pattern has \\Q; escape single characters");
          }
        }
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '(' -> groups += !inClass && captures(pattern, i + 1) ? 1 : 0;
        default -> {
          // Any other character starts no group.
        }
      }
    }
    return groups;
  }

  private static boolean captures(String pattern, int at) {
    return !pattern.startsWith("?", at) || pattern.startsWith("?P<", at);
  }
}
