package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import java.util.Map;

/**
 * A request as a person pasted it.
 *
 * @param path the path with the query
 * @param headers the headers by lower-case name; several lines of one name are joined by commas
 */
record PastedRequest(
    String method, String host, String path, Map<String, String> headers, ByteString body) {
  PastedRequest {
    headers = Map.copyOf(headers);
  }

  /** Returns the request with another body, unless that is empty. */
  PastedRequest withBody(ByteString other) {
    return other.isEmpty() ? this : new PastedRequest(method, host, path, headers, other);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Omits everything that may be secret. */
  @Override
  public String toString() {
    return "PastedRequest[" + method + "]";
  }
}
