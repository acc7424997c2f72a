package dev.sluice.bench.xds;

import dev.sluice.e2e.process.ProcessFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The admin interface of Envoy. */
record EnvoyAdmin(URI admin) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Returns whether the config dump has no name of these routes, their backends and hosts. */
  boolean lacks(List<BenchRoute> routes) {
    String all = read("/config_dump?include_eds");
    return routes.stream()
        .noneMatch(route ->
            all.contains(route.publish())
                || all.contains(route.backend())
                || all.contains("/" + route.host() + "\""));
  }

  /** Returns how many clusters it has removed; this is cheap, while a dump takes seconds. */
  long clustersRemoved() {
    String line = read("/stats?filter=%5Ecluster_manager%5C.cluster_removed$").strip();
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private String read(String path) {
    HttpRequest request = HttpRequest.newBuilder(admin.resolve(path)).build();
    try {
      return CLIENT
          .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
          .body();
    } catch (IOException e) {
      throw new ProcessFailure(path + " of Envoy: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailure("interrupted while asking Envoy for " + path, e);
    }
  }
}
