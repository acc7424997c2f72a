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

  /** Omits everything that may be secret. */
  @Override
  public String toString() {
    return "PastedRequest[" + method + "]";
  }
}
