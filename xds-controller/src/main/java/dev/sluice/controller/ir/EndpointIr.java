package dev.sluice.controller.ir;

import java.net.InetAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An address of a backend; a lower priority number is preferred.
 *
 * @param draining whether the endpoint gets no new requests and finishes those that it has
 * @param labels the labels that routes may select the endpoint by
 */
public record EndpointIr(
    String host,
    int port,
    int weight,
    int priority,
    Optional<String> zone,
    boolean draining,
    Map<String, String> labels) {
  public EndpointIr {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Creates an endpoint without a zone and labels. */
  public EndpointIr(String host, int port, int weight, int priority) {
    this(host, port, weight, priority, Optional.empty(), false, Map.of());
  }

  /**
   * Returns whether a host is an IP address as Envoy accepts it. Java also parses addresses with
   * fewer than four numbers or with leading zeros, which Envoy rejects.
   */
  public static boolean isAddress(String host) {
    try {
      InetAddress address = InetAddress.ofLiteral(host);
      return host.indexOf(':') >= 0 || address.getHostAddress().equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
