package dev.sluice.extauthz.decision;

/**
 * A peer of the client's connection, as Envoy reports it.
 *
 * @param address the IP address without the port; behind proxies that Envoy trusts, the address of
 *     the client itself; empty for a connection without an IP address
 * @param principal the URI of the client certificate, or else its DNS name or subject; empty
 *     without a certificate
 * @param certificate the client certificate as PEM with URL escapes; empty without one
 * @param localPort the port that the client connected to; 0 if it is unknown
 */
public record ClientPeer(String address, String principal, String certificate, int localPort) {
  /** A peer about which Envoy reports nothing. */
  public static final ClientPeer UNKNOWN = new ClientPeer("", "");

  /** Creates a peer without a certificate. */
  public ClientPeer(String address, String principal) {
    this(address, principal, "", 0);
  }
}
