package dev.sluice.quality.corpus.excerpt;

import dev.sluice.quality.corpus.value.TemplateFunction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check whether a public text really holds a value. It is coarse on purpose: a text in doubt is
 * left out. Its patterns follow the forms of values alone.
 */
final class PublicValueCheck {
  private static final List<Pattern> VALUES =
      List.of(
          Pattern.compile("[\\w.+-]@([\\w-]+\\.)+[A-Za-z]{2,}"),
          Pattern.compile("\\+\\d[\\d ().-]{7,}\\d"),
          Pattern.compile("\\(?\\b\\d{2,4}\\)?[-. ]\\d{3,4}[-. ]\\d{4}\\b"),
          Pattern.compile("(?i)\\b[0-9a-f]{1,4}(:[0-9a-f]{0,4}){3,}"),
          Pattern.compile("(?i)(^|[^\\w:])([0-9a-f]{1,4})?::[0-9a-f]{1,4}\\b"),
          Pattern.compile("\\b\\d{3}-\\d{2}-\\d{4}\\b"),
          Pattern.compile("\\b\\d{2}(0[1-9]|1[0-2])([0-2]\\d|3[01])[- ]?[1-8]\\d{6}\\b"),
          Pattern.compile("\\b[A-Z]{2}\\d{2}([ ]?[A-Z0-9]{4}){3,}"),
          Pattern.compile("\\beyJ[\\w-]{8,}"),
          Pattern.compile("PRIVATE KEY"),
          Pattern.compile("\\w://[^\\s/:@\"']+:[^\\s/@\"']+@"),
          Pattern.compile("\\b(AKIA|ASIA|AIza|ghp_|xox[a-z]-|sk-)\\w{8,}"),
          Pattern.compile("(?i)bearer\\s+[\\w.~+/-]{16,}"),
          Pattern.compile(
              "(?i)(pass(wd|word|phrase)|pwd|secret|token|api_?key)\\w*[\"']?\\s*[:=]\\s*"
                  + "[\"'][^\"'\\s]{4,}[\"']"));
  private static final Pattern QUAD = Pattern.compile("\\b(\\d{1,3})(\\.\\d{1,3}){3}\\b");
  private static final Pattern ABOUT_HOSTS = Pattern.compile("(?i)\\bip|inet|host|addr");
  private static final Pattern LONG_NUMBER = Pattern.compile("\\b\\d(?:[ -]?\\d){12,18}\\b");

  private PublicValueCheck() {}

  static boolean holdsValue(String text) {
    return VALUES.stream().anyMatch(pattern -> pattern.matcher(text).find())
        || holdsAddress(text)
        || holdsCard(text);
  }

  /** Returns whether a quad is an address; object identifiers start with 1 or 2, too. */
  private static boolean holdsAddress(String text) {
    boolean hosts = ABOUT_HOSTS.matcher(text).find();
    return QUAD.matcher(text)
        .results()
        .anyMatch(quad -> hosts || !List.of("1", "2").contains(quad.group(1)));
  }

  private static boolean holdsCard(String text) {
    Matcher number = LONG_NUMBER.matcher(text);
    while (number.find()) {
      if (isLuhn(number.group().replaceAll("\\D", ""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLuhn(String digits) {
    int last = digits.length() - 1;
    return TemplateFunction.luhn(digits.substring(0, last)) == digits.charAt(last) - '0';
  }
}
