package dev.sluice.common.waf;

import java.util.Arrays;
import java.util.Locale;

/** What of an exchange is looked at. */
public enum WafPart {
  /** The path of the request, decoded. */
  PATH,
  /** Each name and value of its query, decoded. */
  QUERY,
  /** Each value of its headers. */
  HEADERS,
  /** Each text of its body. */
  BODY,
  /** Each text of the answer's body. */
  ANSWER;

  /** The part that a policy file names so. */
  static WafPart ofName(String name) {
    return Arrays.stream(values())
        .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow();
  }
}
