package dev.sluice.e2e.access;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The interpretations of a path by lenient parsers: decoded repeatedly, truncated, with dot
 * segments, in any case.
 */
final class PathInterpretations {
  private static final int ROUNDS = 3;
  private static final Pattern ORIGIN = Pattern.compile("^[a-z]+://[^/]*");
  private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

  private PathInterpretations() {}

  /** Returns true if any interpretation of a path is below one of the prefixes. */
  static boolean anyBelow(String path, List<String> prefixes) {
    return of(path).stream().anyMatch(reading -> prefixes.stream().anyMatch(reading::startsWith));
  }

  static Set<String> of(String path) {
    Set<String> readings = new LinkedHashSet<>();
    String text =
        ORIGIN.matcher(path.toLowerCase(Locale.ROOT)).replaceFirst("").split("[?#]", 2)[0];
    for (int round = 0; round < ROUNDS; round++) {
      String bare = text.split("[?#]", 2)[0];
      for (String whole : List.of(text, bare)) {
        for (String slashed : List.of(whole, whole.replace('\\', '/'))) {
          readings.add(climbed(slashed));
          readings.add(climbed(PARAMETERS.matcher(slashed).replaceAll("")));
        }
      }
      text = decoded(text);
    }
    return readings;
  }

  private static String climbed(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  /** Decodes a path, also overlong UTF-8 forms, as careless decoders do. */
  private static String decoded(String path) {
    String plain = path.replace("%c0%ae", ".").replace("%c0%af", "/").replace("%e0%80%ae", ".");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      boolean escape =
          plain.charAt(i) == '%'
              && i + 2 < plain.length()
              && Character.digit(plain.charAt(i + 1), 16) >= 0
              && Character.digit(plain.charAt(i + 2), 16) >= 0;
      text.append(escape ? (char) Integer.parseInt(plain, i + 1, i + 3, 16) : plain.charAt(i));
      i += escape ? 2 : 0;
    }
    return text.toString();
  }
}
