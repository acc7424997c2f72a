package dev.sluice.controller.xds.cluster;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.policy.backend.LoadBalancerIr;
import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.subset.v3.Subset;
import io.envoyproxy.envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetFallbackPolicy;
import io.envoyproxy.envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector;
import io.envoyproxy.envoy.extensions.load_balancing_policies.subset.v3.Subset.LbSubsetSelector.LbSubsetSelectorFallbackPolicy;
import java.util.List;

/**
 * A translator of load balancing over endpoints with labels. A route may select by any combination
 * of labels; a route without a selection uses all endpoints.
 */
final class SubsetTranslator {
  private SubsetTranslator() {}

  static TypedExtensionConfig translate(
      BackendIr backend, LoadBalancerIr settings, LoadBalancingPolicy inside) {
    List<String> names =
        backend.endpoints().stream()
            .flatMap(endpoint -> endpoint.labels().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    Subset.Builder subset =
        Subset.newBuilder()
            .setFallbackPolicy(LbSubsetFallbackPolicy.ANY_ENDPOINT)
            .setSubsetLbPolicy(inside);
    for (int combination = 1; combination < 1 << names.size(); combination++) {
      LbSubsetSelector.Builder selector =
          LbSubsetSelector.newBuilder()
              .setFallbackPolicy(
                  settings.subsetFallback()
                      ? LbSubsetSelectorFallbackPolicy.ANY_ENDPOINT
                      : LbSubsetSelectorFallbackPolicy.NO_FALLBACK);
      for (int i = 0; i < names.size(); i++) {
        if ((combination >> i & 1) == 1) {
          selector.addKeys(names.get(i));
        }
      }
      subset.addSubsetSelectors(selector);
    }
    return LoadBalancerTranslator.extension("subset", subset.build());
  }
}
