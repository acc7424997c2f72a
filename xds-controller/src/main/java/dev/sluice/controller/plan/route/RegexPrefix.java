package dev.sluice.controller.plan.route;

/**
 * A reader of the literal text with which every match of a regular expression starts. The
 * expression may be invalid; then the text is a prefix of all that its author can have meant.
 */
final class RegexPrefix {
  private static final String OPERATORS = ".[]()^$|";
  private static final String OPTIONAL = "*?{";

  private RegexPrefix() {}

  /** Returns the prefix, at least a slash. */
  static String of(String regex) {
    StringBuilder prefix = new StringBuilder();
    int i = regex.startsWith("^") ? 1 : 0;
    while (i < regex.length() && regex.indexOf('|') < 0) {
      char c = regex.charAt(i);
      if (OPTIONAL.indexOf(c) >= 0) {
        prefix.setLength(Math.max(0, prefix.length() - 1));
        break;
      }
      if (c == '\\' && i + 1 < regex.length() && isPunctuation(regex.charAt(i + 1))) {
        c = regex.charAt(++i);
      } else if (c == '\\' || c == '+' || c > '~' || OPERATORS.indexOf(c) >= 0) {
        break;
      }
      prefix.append(c);
      i++;
    }
    return prefix.indexOf("/") == 0 ? prefix.toString() : "/";
  }

  private static boolean isPunctuation(char c) {
    return c < 0x7f && c > ' ' && !Character.isLetterOrDigit(c) && c != '_';
  }
}
