package dev.sluice.extauthz.decision;

/**
 * Who is at the other end of the client's connection, as Envoy sees it.
 *
 * @param address without the port, the client's own behind proxies that Envoy trusts; empty where
 *     there is no network between the two
 * @param principal of a client certificate its URI, else DNS, name or its subject; empty without
 */
public record ClientPeer(String address, String principal) {
  /** Nobody that Envoy could tell of. */
  public static final ClientPeer UNKNOWN = new ClientPeer("", "");
}
