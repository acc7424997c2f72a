package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.VariantIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.route.WeightedBackendIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A translator of variants. A route becomes several with the same name, which differ in one header
 * and the target: one for each pin by header, tenant and cookie, and last the weighted one.
 */
final class VariantTranslator {
  private static final String TENANT_HEADER = "x-tenant-id";

  private VariantTranslator() {}

  /**
   * Returns the routes that serve the variants of a route; without variants the route alone.
   *
   * @param translated the route with its policies
   */
  static List<Route> translate(RouteIr route, Route translated) {
    return route
        .policy(VariantIr.class)
        .filter(policy -> translated.hasRoute() && !policy.variants().isEmpty())
        .map(policy -> routes(route, policy, translated))
        .orElse(List.of(translated));
  }

  private static List<Route> routes(RouteIr route, VariantIr policy, Route translated) {
    List<Route> all = new ArrayList<>();
    policy
        .variants()
        .forEach((variant, backend) -> {
          StringMatcher exact = RouteMatchTranslator.exact(variant);
          all.add(pinned(translated, policy.header(), exact, policy, variant));
        });
    policy
        .variants()
        .forEach((variant, backend) -> {
          List<String> tenants = policy.tenantsOf(variant);
          if (!tenants.isEmpty()) {
            String regex = String.join("|", tenants).replace(".", "[.]");
            all.add(pinned(translated, TENANT_HEADER, regex(regex), policy, variant));
          }
        });
    if (!policy.cookie().isEmpty()) {
      for (WeightedBackendIr share : route.backends()) {
        // A cookie must not keep a caller at a variant that was taken back.
        policy
            .variantOf(share.backend())
            .filter(_ -> share.weight() > 0)
            .ifPresent(variant -> {
              String regex = "(.*; *)?" + policy.cookie() + "=" + variant + "( *;.*)?";
              all.add(pinned(translated, "cookie", regex(regex), policy, variant));
            });
      }
    }
    all.add(weighted(route, policy, translated));
    return all;
  }

  /** Returns the route for requests whose header selects a variant. */
  private static Route pinned(
      Route translated, String header, StringMatcher value, VariantIr policy, String variant) {
    Route.Builder pinned = translated.toBuilder();
    pinned
        .getMatchBuilder()
        .addHeaders(
            HeaderMatcher.newBuilder()
                .setName(header.toLowerCase(Locale.ROOT))
                .setStringMatch(value));
    pinned
        .getRouteBuilder()
        .setCluster(XdsNames.cluster(policy.variants().getOrDefault(variant, "")));
    return pinned.addResponseHeadersToAdd(shown(policy, variant)).build();
  }

  /** Returns the route for all other requests; its responses set the cookie. */
  private static Route weighted(RouteIr route, VariantIr policy, Route translated) {
    Route.Builder weighted = translated.toBuilder();
    WeightedCluster.Builder clusters =
        weighted.getRouteBuilder().getWeightedClustersBuilder().clear();
    for (WeightedBackendIr share : route.backends()) {
      WeightedCluster.ClusterWeight.Builder cluster =
          clusters
              .addClustersBuilder()
              .setName(XdsNames.cluster(share.backend()))
              .setWeight(EnvoyMessages.uint(share.weight()));
      policy
          .variantOf(share.backend())
          .ifPresent(variant -> {
            cluster.addResponseHeadersToAdd(shown(policy, variant));
            if (!policy.cookie().isEmpty()) {
              cluster.addResponseHeadersToAdd(cookie(policy, variant));
            }
          });
    }
    return weighted.build();
  }

  private static HeaderValueOption shown(VariantIr policy, String variant) {
    return EnvoyMessages.overwriting(policy.header(), variant);
  }

  private static HeaderValueOption cookie(VariantIr policy, String variant) {
    return EnvoyMessages.header(
        "set-cookie",
        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax"
            .formatted(policy.cookie(), variant, policy.cookieTtl().toSeconds()),
        HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD);
  }

  private static StringMatcher regex(String regex) {
    return StringMatcher.newBuilder().setSafeRegex(EnvoyMessages.regex(regex)).build();
  }
}
