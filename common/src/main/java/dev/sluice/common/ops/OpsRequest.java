package dev.sluice.common.ops;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A POST on the ops port, without its body.
 *
 * @param headers the first value of each, by its name in lower case
 */
public record OpsRequest(String path, InetAddress client, Map<String, String> headers) {
  public OpsRequest {
    headers = Map.copyOf(headers);
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Headers may hold keys. */
  @Override
  public String toString() {
    return "POST " + path + " from " + client.getHostAddress();
  }
}
