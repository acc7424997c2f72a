package dev.sluice.controller.ir.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path template such as {@code /orders/{id}/items/{item}}. A segment is literal text, or a
 * variable or {@code *} for one segment. The last one may be a variable {@code {name=**}} or {@code
 * **} for any number of segments.
 *
 * @param regex an expression in RE2 syntax that matches the same whole paths
 */
public record PathTemplate(String regex, Set<String> variables) {
  private static final int MOST_VARIABLES = 5;

  /** The characters of literal text, as Envoy defines them. A variable also matches {@code =}. */
  private static final String CHARACTERS = "-a-zA-Z0-9._~%!$&'()+,;:@";

  private static final Pattern LITERAL = Pattern.compile("[" + CHARACTERS + "]+");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,15}");
  private static final Pattern WILDCARD =
      Pattern.compile("[*]{1,2}|\\{(" + NAME.pattern() + ")(=[*]{1,2})?}");
  private static final Pattern PART = Pattern.compile("\\{(" + NAME.pattern() + ")}");

  public PathTemplate {
    variables = Set.copyOf(variables);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if Envoy would reject it
   */
  public static PathTemplate parse(String template) {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("does not start with /");
    }
    List<String> segments = Arrays.asList(template.substring(1).split("/", -1));
    Set<String> variables = new TreeSet<>();
    List<String> regex = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      regex.add(segment(segments.get(i), i == segments.size() - 1, variables));
    }
    if (variables.size() > MOST_VARIABLES) {
      throw new IllegalArgumentException("has more than " + MOST_VARIABLES + " variables");
    }
    return new PathTemplate("/" + String.join("/", regex), variables);
  }

  private static String segment(String text, boolean last, Set<String> variables) {
    if (last && text.isEmpty()) {
      return "";
    }
    Matcher wildcard = WILDCARD.matcher(text);
    if (!wildcard.matches()) {
      if (!LITERAL.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "has the segment '" + text + "'; use text, {name}, * or, at the end, {name=**} or **");
      }
      return text.replaceAll("[.$()+]", "\\\\$0");
    }
    if (wildcard.group(1) != null && !variables.add(wildcard.group(1))) {
      throw new IllegalArgumentException("has two variables " + wildcard.group(1));
    }
    if (!text.contains("**")) {
      return "[" + CHARACTERS + "=]+";
    }
    if (!last) {
      throw new IllegalArgumentException("has ** before its end");
    }
    return "[" + CHARACTERS + "=/]*";
  }

  /** Returns the number of segments of a valid or invalid template that are literal text. */
  public static int literalSegments(String template) {
    return (int)
        Arrays.stream(template.split("/"))
            .filter(segment -> LITERAL.matcher(segment).matches())
            .count();
  }

  /**
   * Returns the variables of a new path that is made from those of a template.
   *
   * @throws IllegalArgumentException if Envoy would reject the new path
   */
  public static Set<String> variablesOfRewrite(String path) {
    Set<String> variables = new TreeSet<>();
    PART.matcher(path).results().forEach(part -> variables.add(part.group(1)));
    String literal = PART.matcher(path).replaceAll("x");
    if (!literal.matches("/[" + CHARACTERS + "/]*") || path.contains("//")) {
      throw new IllegalArgumentException(
          "'" + path + "' is not a path with variables such as /v2/{id}");
    }
    return variables;
  }
}
