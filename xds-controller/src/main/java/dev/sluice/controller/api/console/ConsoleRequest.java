package dev.sluice.controller.api.console;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A request of a browser.
 *
 * @param id the id in the log
 * @param path the values of the path parameters
 * @param headers the headers by name in lower case
 * @param form the fields of a form that was sent by POST
 */
record ConsoleRequest(
    String id,
    String target,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> cookies,
    Map<String, String> headers,
    Map<String, String> form,
    Optional<InetAddress> client) {
  ConsoleRequest {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    cookies = Map.copyOf(cookies);
    headers = Map.copyOf(headers);
    form = Map.copyOf(form);
  }

  /** Returns a query parameter, or an empty text. */
  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** Returns a header; its name is in lower case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
