package dev.sluice.controller.ir;

import java.net.InetAddress;

/** An address of a backend; a lower priority number is preferred. */
public record EndpointIr(String host, int port, int weight, int priority) {
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
