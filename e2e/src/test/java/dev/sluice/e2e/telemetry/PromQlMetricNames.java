package dev.sluice.e2e.telemetry;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parser of PromQL that finds the metric names in an expression. */
final class PromQlMetricNames {
  private static final Pattern TEXT =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'");

  /** The parts without metric names: matchers, ranges and lists of labels. */
  private static final Pattern NO_METRICS =
      Pattern.compile(
          "\\{[^{}]*}|\\[[^\\[\\]]*]"
              + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*\\)");

  private static final Pattern WORD =
      Pattern.compile("(?<number>\\d[\\w.]*)|(?<name>[a-zA-Z_:][\\w:]*)(?<call>\\s*\\()?");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "start", "end");
  private static final Pattern HALF_A_TEXT = Pattern.compile("[\"']");
  private static final Pattern LEFT_OVER = Pattern.compile("[{}\\[\\]]");

  private PromQlMetricNames() {}

  /** Returns the names of the metrics, without names of aggregations and functions. */
  static Set<String> metrics(String expression) {
    Set<String> metrics = new TreeSet<>();
    Matcher word = WORD.matcher(stripped(expression));
    while (word.find()) {
      String name = word.group("name");
      if (name != null && word.group("call") == null && !KEYWORDS.contains(name)) {
        metrics.add(name);
      }
    }
    return metrics;
  }

  private static String stripped(String expression) {
    // Removes strings first, because a brace in one would end a matcher early.
    String bare = TEXT.matcher(expression).replaceAll(" ");
    String after = NO_METRICS.matcher(bare).replaceAll(" ");
    if (HALF_A_TEXT.matcher(bare).find() || LEFT_OVER.matcher(after).find()) {
      throw new IllegalArgumentException("not a whole expression: " + expression);
    }
    return after;
  }
}
