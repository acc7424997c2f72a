package dev.sluice.common.match.route;

import java.util.Locale;

/** The condition of a route that a request does not meet. */
public enum RouteMismatch {
  PATH,
  METHOD,
  HEADER,
  QUERY,
  VERSION;

  /** Returns the form for people. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
