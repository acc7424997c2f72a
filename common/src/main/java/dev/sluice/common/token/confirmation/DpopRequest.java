package dev.sluice.common.token.confirmation;

import java.util.Set;

/**
 * A request that a proof must be made for.
 *
 * @param target the URI of the request, as Envoy received it
 * @param otherPorts the ports that the URI of the client may have, if the authority of the request
 *     has no port
 * @param tokenDigest the SHA-256 of the access token in Base64url
 * @param thumbprint the thumbprint of the key that the token is bound to
 */
public record DpopRequest(
    String method,
    TargetUri target,
    Set<Integer> otherPorts,
    String tokenDigest,
    String thumbprint) {
  public DpopRequest {
    otherPorts = Set.copyOf(otherPorts);
  }

  /** Returns whether the request was sent to this URI. */
  boolean isTo(TargetUri uri) {
    return target.differsAtMostInPort(uri)
        && (target.port() == uri.port() || (!target.hasPort() && otherPorts.contains(uri.port())));
  }
}
