package dev.sluice.bench.xds;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Everything that an Envoy holds, as it tells it itself. */
record EnvoyDump(URI admin) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Whether no name of these routes, their backends and hosts is in there. */
  boolean lacks(List<Target> targets) {
    String all = read("/config_dump?include_eds");
    return targets.stream()
        .noneMatch(target ->
            all.contains(target.publish())
                || all.contains(target.backend())
                || all.contains("/" + target.host() + "\""));
  }

  /** How many clusters it has ever let go: asking that costs it little, a dump takes seconds. */
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
      throw new ProcessFailedException(path + " of Envoy: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while asking Envoy for " + path, e);
    }
  }
}
