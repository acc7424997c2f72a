package dev.sluice.common.ops;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A POST to the ops port, without its body.
 *
 * @param headers the first value of each header, by lower-case name
 */
public record OpsRequest(String path, InetAddress client, Map<String, String> headers) {
  public OpsRequest {
    headers = Map.copyOf(headers);
  }

  /** Returns the first value of a header; the name is case-insensitive. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns a text without the headers, which may contain keys. */
  @Override
  public String toString() {
    return "POST " + path + " from " + client.getHostAddress();
  }
}
