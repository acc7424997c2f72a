package dev.sluice.controller.api.console.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A link to a page of the console.
 *
 * @param address the path and query, with every value percent-encoded
 */
public record ConsoleLink(String address) {
  private static final String ROOT = "/console";

  public ConsoleLink {
    if (!address.equals(ROOT) && !address.startsWith(ROOT + "/")) {
      throw new IllegalArgumentException("a link leaves the console");
    }
  }

  /** Returns the link to a page whose path ends with an id. */
  public static ConsoleLink to(String path, String id) {
    return new ConsoleLink(path + "/" + encoded(id));
  }

  /** Returns this link with one more query parameter, unless the value is empty. */
  public ConsoleLink with(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    return new ConsoleLink(
        address + (address.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
