package dev.sluice.extproc.stream;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Reads the header lines of one message in place. */
record Headers(HttpHeaders message) {
  /** The first line of that name (lower case), or null. */
  @Nullable String find(String name) {
    for (HeaderValue header : message.getHeaders().getHeadersList()) {
      if (header.getKey().equals(name)) {
        return text(header);
      }
    }
    return null;
  }

  /** The first line of that name, or an empty text. */
  String text(String name) {
    String found = find(name);
    return found == null ? "" : found;
  }

  /** All lines of that name as one list, in their order. */
  String list(String name) {
    String lines = "";
    for (HeaderValue header : message.getHeaders().getHeadersList()) {
      if (header.getKey().equals(name)) {
        lines = lines.isEmpty() ? text(header) : lines + "," + text(header);
      }
    }
    return lines;
  }

  boolean eventStream() {
    String type = text("content-type");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase("text/event-stream");
  }

  /** The announced length of the body, or -1. */
  long contentLength() {
    String length = text("content-length");
    boolean plain = !length.isEmpty() && length.length() < 19;
    return plain && length.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(length)
        : -1;
  }

  boolean last() {
    return message.getEndOfStream();
  }

  private static String text(HeaderValue header) {
    return header.getRawValue().isEmpty() ? header.getValue() : header.getRawValue().toStringUtf8();
  }
}
