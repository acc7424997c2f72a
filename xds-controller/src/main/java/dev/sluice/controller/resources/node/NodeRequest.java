package dev.sluice.controller.resources.node;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.List;

/**
 * A delta request as the store deals with it: of many nodes that come back at once, each names
 * thousands of resources, so what is long is kept apart and can be shared.
 *
 * @param rest everything but the two that follow
 * @param subscribe the names that the node asks for
 * @param initialVersions what the node has
 */
public record NodeRequest(
    DeltaDiscoveryRequest rest,
    List<String> subscribe,
    List<InitialResourceVersion> initialVersions) {

  /** A request as it stands in its message. */
  public static NodeRequest of(DeltaDiscoveryRequest request) {
    List<InitialResourceVersion> held =
        request.getInitialResourceVersionsMap().entrySet().stream()
            .map(entry -> new InitialResourceVersion(entry.getKey(), entry.getValue()))
            .toList();
    return new NodeRequest(request, request.getResourceNamesSubscribeList(), held);
  }

  /** The type that it is about. */
  public String typeUrl() {
    return rest.getTypeUrl();
  }

  /** The answer that it is about; empty if none. */
  public String nonce() {
    return rest.getResponseNonce();
  }
}
