package dev.sluice.e2e.raw;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The chunks of a chunked message. */
final class RawHttpChunks {
  private RawHttpChunks() {}

  static String chunk(String text) {
    int length = text.getBytes(StandardCharsets.ISO_8859_1).length;
    return Integer.toHexString(length) + "\r\n" + text + "\r\n";
  }

  static String end(Map<String, String> trailers) {
    StringBuilder end = new StringBuilder("0\r\n");
    trailers.forEach((name, value) -> end.append(name + ": " + value + "\r\n"));
    return end.append("\r\n").toString();
  }
}
