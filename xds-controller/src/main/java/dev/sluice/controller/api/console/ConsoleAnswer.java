package dev.sluice.controller.api.console;

import dev.sluice.controller.api.http.ApiResponse.StreamWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer to a browser.
 *
 * @param cookies the values of the headers {@code Set-Cookie}
 * @param stream a writer of the body, for an answer that lasts
 */
record ConsoleAnswer(
    int status,
    String contentType,
    String body,
    Map<String, String> headers,
    List<String> cookies,
    Optional<StreamWriter> stream) {
  ConsoleAnswer {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  /** Returns a page. */
  static ConsoleAnswer html(int status, String body) {
    return text(status, "text/html; charset=utf-8", body);
  }

  /** Returns a text of any type. */
  static ConsoleAnswer text(int status, String contentType, String body) {
    return new ConsoleAnswer(status, contentType, body, Map.of(), List.of(), Optional.empty());
  }

  /** Returns a stream of server-sent events. */
  static ConsoleAnswer events(StreamWriter writer) {
    return new ConsoleAnswer(
        200, "text/event-stream", "", Map.of(), List.of(), Optional.of(writer));
  }

  /** Returns an answer that makes the browser get another address. */
  static ConsoleAnswer redirect(String location) {
    return text(303, "text/plain; charset=utf-8", "").with("Location", location);
  }

  /** Returns this answer with one more header. */
  ConsoleAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ConsoleAnswer(status, contentType, body, more, cookies, stream);
  }

  /** Returns this answer with one more cookie. */
  ConsoleAnswer withCookie(String cookie) {
    List<String> more = new ArrayList<>(cookies);
    more.add(cookie);
    return new ConsoleAnswer(status, contentType, body, headers, more, stream);
  }
}
