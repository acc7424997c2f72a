package dev.sluice.controller.resources.node;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.List;

/**
 * A delta request with its long lists kept apart. Nodes that reconnect together each name thousands
 * of resources, so that equal names are shared.
 *
 * @param rest the request without the two lists
 * @param subscribe the names that the node subscribes to
 * @param initialVersions the resources that the node has
 */
public record NodeRequest(
    DeltaDiscoveryRequest rest,
    List<String> subscribe,
    List<InitialResourceVersion> initialVersions) {

  /** Returns the request in a message. */
  public static NodeRequest of(DeltaDiscoveryRequest request) {
    List<InitialResourceVersion> held =
        request.getInitialResourceVersionsMap().entrySet().stream()
            .map(entry -> new InitialResourceVersion(entry.getKey(), entry.getValue()))
            .toList();
    return new NodeRequest(request, request.getResourceNamesSubscribeList(), held);
  }

  /** Returns the URL of the type of the request. */
  public String typeUrl() {
    return rest.getTypeUrl();
  }

  /** Returns the nonce of the acknowledged response; empty if there is none. */
  public String nonce() {
    return rest.getResponseNonce();
  }
}
