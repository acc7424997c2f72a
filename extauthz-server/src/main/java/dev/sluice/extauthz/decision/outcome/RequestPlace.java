package dev.sluice.extauthz.decision.outcome;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a request, for messages to the client. It names a header or a parameter and never
 * contains a value.
 *
 * @param text the words for the place; empty if it is unknown
 * @param param the name of the header or parameter
 */
public record RequestPlace(String text, Optional<String> param) {
  /** An unknown place. */
  public static final RequestPlace UNKNOWN = new RequestPlace("", Optional.empty());

  /** The path of the request. */
  public static final RequestPlace PATH = new RequestPlace("in the path", Optional.empty());

  /**
   * Names of words with few digits. Clients choose the names of headers and parameters, so other
   * names could be values.
   */
  private static final Pattern WORDS =
      Pattern.compile("(?=.{1,64}$)[A-Za-z][a-z]*([A-Z][a-z]+|[-_.][A-Za-z]?[a-z]*|[0-9]{1,2}$)*");

  /** Returns the place of a header. */
  public static RequestPlace header(String name) {
    return named("header", name);
  }

  /** Returns the place of a query parameter. */
  public static RequestPlace queryParameter(String name) {
    return named("query parameter", name);
  }

  private static RequestPlace named(String kind, String name) {
    return WORDS.matcher(name).matches()
        ? new RequestPlace("in the " + kind + " " + name, Optional.of(name))
        : new RequestPlace("in a " + kind, Optional.empty());
  }
}
