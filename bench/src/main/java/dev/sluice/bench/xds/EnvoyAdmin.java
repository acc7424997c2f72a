package dev.sluice.bench.xds;

import dev.sluice.e2e.client.GatewayClient;
import java.net.URI;
import java.util.List;

/** The admin interface of Envoy. */
record EnvoyAdmin(URI admin) {

  /** Returns whether the config dump has no name of these routes, their backends and hosts. */
  boolean lacks(List<BenchRoute> routes) {
    String all = new GatewayClient(admin).get("/config_dump?include_eds").body();
    return routes.stream()
        .noneMatch(route ->
            all.contains(route.publish())
                || all.contains(route.backend())
                || all.contains("/" + route.host() + "\""));
  }

  /** Returns how many clusters it has removed; this is cheap, while a dump takes seconds. */
  long clustersRemoved() {
    String filter = "/stats?filter=%5Ecluster_manager%5C.cluster_removed$";
    String line = new GatewayClient(admin).get(filter).body().strip();
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }
}
