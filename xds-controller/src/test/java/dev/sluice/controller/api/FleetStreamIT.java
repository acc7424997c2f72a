package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.ApiClient.Answer;
import dev.sluice.controller.api.fleet.FleetStreamLimits;
import dev.sluice.controller.testkit.Postgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the limits of streams of the fleet. */
@ExtendWith(NoWarnings.class)
final class FleetStreamIT {
  private static final String STREAM = "/v1/operator/fleet/stream";
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;

  private ApiTestServer server(FleetStreamLimits limits) throws IOException {
    return ApiTestServer.withStreams(postgres, folder, limits);
  }

  /** Opens a stream, whose first event arrives before this returns. */
  private static InputStream open(ApiClient client) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + client.address() + STREAM))
            .header("Authorization", "Bearer " + client.token().orElseThrow())
            .build();
    HttpResponse<InputStream> response =
        HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode());
    assertTrue(response.body().read() >= 0);
    return response.body();
  }

  @Test
  void stream_51st_isRefused() throws IOException, InterruptedException {
    List<InputStream> open = new ArrayList<>();
    try (ApiTestServer server =
        server(new FleetStreamLimits(FleetStreamLimits.DEFAULT.most(), LONG, LONG))) {
      ApiClient root = server.user("root", "system-admin", "system", "");
      for (int i = 0; i < 50; i++) {
        open.add(open(root));
      }

      Answer refused = root.get(STREAM).expect(429);
      assertEquals("/problems/rate-limited", refused.json().path("type").asString());
      assertEquals("5", refused.header("retry-after"));
      assertEquals(
          "There are 50 streams already; repeat the request later.",
          refused.json().path("detail").asString());
    } finally {
      for (InputStream stream : open) {
        stream.close();
      }
    }
  }

  @Test
  void stream_atItsLongestTime_ends() throws IOException, InterruptedException {
    try (ApiTestServer server = server(new FleetStreamLimits(1, SHORT, LONG));
        BufferedReader stream =
            new BufferedReader(
                new InputStreamReader(
                    open(server.user("root", "system-admin", "system", "")),
                    StandardCharsets.UTF_8))) {
      List<String> lines = stream.lines().filter(line -> !line.isEmpty()).toList();

      assertEquals(2, lines.size(), lines::toString);
      assertTrue(lines.get(1).startsWith("data: "), lines::toString);
      // The slot of the stream is free again.
      open(server.as("root")).close();
    }
  }

  @Test
  void stream_closedByClient_freesItsSlot() throws IOException, InterruptedException {
    try (ApiTestServer server = server(new FleetStreamLimits(1, LONG, SHORT))) {
      ApiClient root = server.user("root", "system-admin", "system", "");
      InputStream first = open(root);
      root.get(STREAM).expect(429);
      first.close();

      Await.until(() -> root.get(STREAM + "?events=1").status() == 200);
    }
  }

  @Test
  void stream_withoutChange_sendsHeartbeats() throws IOException, InterruptedException {
    try (ApiTestServer server = server(new FleetStreamLimits(1, LONG, SHORT));
        BufferedReader stream =
            new BufferedReader(
                new InputStreamReader(
                    open(server.user("root", "system-admin", "system", "")),
                    StandardCharsets.UTF_8))) {
      assertTrue(stream.lines().anyMatch(": heartbeat"::equals));
    }
  }
}
