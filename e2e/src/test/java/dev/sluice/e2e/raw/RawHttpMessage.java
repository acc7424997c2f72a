package dev.sluice.e2e.raw;

import java.util.Map;
import java.util.Optional;

/**
 * A request or response as sent on the wire.
 *
 * @param start the first line
 * @param headers the headers by lower-case name; the last line of each name
 * @param text the body, which is UTF-8
 * @param octets the body, each character one byte
 * @param whole false if the connection ended before the message did
 */
public record RawHttpMessage(
    String start,
    Map<String, String> headers,
    String text,
    String octets,
    Map<String, String> trailers,
    boolean whole) {

  /** Returns the status of a response; 0 if there is none. */
  public int status() {
    String[] words = start.split(" ", 3);
    return words.length > 1 ? Integer.parseInt(words[1]) : 0;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public String toString() {
    return start + " " + headers + " " + text + " " + trailers + (whole ? "" : " cut off");
  }
}
