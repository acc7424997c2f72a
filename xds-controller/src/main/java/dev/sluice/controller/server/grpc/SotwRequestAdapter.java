package dev.sluice.controller.server.grpc;

import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An adapter that turns state-of-the-world requests, each with all names, into delta requests with
 * the differences.
 */
final class SotwRequestAdapter {
  private static final String WILDCARD = "*";
  private final Map<String, Set<String>> wanted = new HashMap<>();

  DeltaDiscoveryRequest translate(DiscoveryRequest request) {
    DeltaDiscoveryRequest.Builder delta =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(request.getTypeUrl())
            .setResponseNonce(request.getResponseNonce());
    if (request.hasNode()) {
      delta.setNode(request.getNode());
    }
    if (request.hasErrorDetail()) {
      delta.setErrorDetail(request.getErrorDetail());
    }
    Set<String> names = names(request);
    Set<String> before = wanted.getOrDefault(request.getTypeUrl(), Set.of());
    names.stream().filter(name -> !before.contains(name)).forEach(delta::addResourceNamesSubscribe);
    before.stream()
        .filter(name -> !names.contains(name))
        .forEach(delta::addResourceNamesUnsubscribe);
    wanted.put(request.getTypeUrl(), names);
    return delta.build();
  }

  /**
   * Returns the requested names. A first request without names means everything, for the types that
   * support a wildcard.
   */
  private Set<String> names(DiscoveryRequest request) {
    Set<String> before = wanted.getOrDefault(request.getTypeUrl(), Set.of(WILDCARD));
    boolean everything =
        request.getResourceNamesCount() == 0
            && before.contains(WILDCARD)
            && ResourceType.byUrl(request.getTypeUrl())
                .filter(ResourceType::wildcardByDefault)
                .isPresent();
    return everything ? Set.of(WILDCARD) : new HashSet<>(request.getResourceNamesList());
  }
}
