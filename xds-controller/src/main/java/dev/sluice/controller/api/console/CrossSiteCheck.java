package dev.sluice.controller.api.console;

import dev.sluice.controller.api.console.login.ConsoleSession;
import java.net.URI;
import java.util.Optional;

/** A check that a form was sent by a page of this console, in the session that it belongs to. */
final class CrossSiteCheck {
  static final String FIELD = "csrf";
  private static final String SAME_ORIGIN = "same-origin";

  private final String origin;

  CrossSiteCheck(URI baseUrl) {
    this.origin = baseUrl.toString();
  }

  /** Returns whether the browser says that this console sent the form, and the token is right. */
  boolean permits(ConsoleRequest request, ConsoleSession session) {
    Optional<String> site = request.header("sec-fetch-site");
    boolean own =
        site.isPresent()
            ? site.get().equals(SAME_ORIGIN)
            : request.header("origin").filter(origin::equals).isPresent();
    return own && session.csrf().matches(request.form().getOrDefault(FIELD, ""));
  }
}
