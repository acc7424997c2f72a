package dev.sluice.controller.ir;

import java.net.InetAddress;

/** One address of a backend; a lower priority number is preferred. */
public record EndpointIr(String host, int port, int weight, int priority) {
  /**
   * Whether a host is an address, which needs no name service. Java also reads addresses of fewer
   * than four numbers, and with leading zeros, which Envoy refuses.
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
