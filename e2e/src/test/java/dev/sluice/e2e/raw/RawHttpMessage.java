package dev.sluice.e2e.raw;

import java.util.Map;
import java.util.Optional;

/**
 * One request or answer as it stood on the wire.
 *
 * @param start its first line
 * @param headers by lower-case name; of lines of one name, the last
 * @param text its body, which is UTF-8
 * @param whole false if the connection ended before the message did
 */
public record RawHttpMessage(
    String start,
    Map<String, String> headers,
    String text,
    Map<String, String> trailers,
    boolean whole) {

  /** The status of an answer, 0 if there was none. */
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
