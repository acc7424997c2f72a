package dev.sluice.common.waf;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A part of an exchange that rules inspect. */
public enum WafPart {
  /** The decoded path of the request. */
  PATH,
  /** Each decoded name and value of the query. */
  QUERY,
  /** Each header value. */
  HEADERS,
  /** Each text of the request body. */
  BODY,
  /** Each text of the response body. */
  ANSWER;

  /** The parts that are searched before the request is authorized. */
  public static final List<WafPart> REQUEST_LINE_AND_HEADERS = List.of(PATH, QUERY, HEADERS);

  /** The parts that are searched while a body passes. */
  public static final List<WafPart> BODIES = List.of(BODY, ANSWER);

  /** Returns the part with this name in policy files. */
  static WafPart ofName(String name) {
    return Arrays.stream(values())
        .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow();
  }
}
