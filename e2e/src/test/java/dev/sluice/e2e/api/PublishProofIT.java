package dev.sluice.e2e.api;

import static dev.sluice.e2e.support.ControlPlaneState.awaitStatusAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of a change that passes all checks of the controller, and that Envoy rejects. */
@ExtendWith(TestEnvironmentExtension.class)
final class PublishProofIT {
  /** Syllables of Korean by their code points, which Envoy's syntax cannot name. */
  private static final String REGEX = "/proof-bad/[\\\\x{AC00}-\\\\x{D7A3}]+";

  private final TestEnvironment sluice;
  @TempDir Path folder;

  PublishProofIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("N-03")
  @DisplayName("N-03 what only Envoy rejects is named at once, and the last good version serves on")
  void change_rejectedByEnvoy_isNamedAndUndone() {
    int badPort = StackPorts.findFreePort();
    int goodPort = StackPorts.findFreePort();
    try (ManagedApi api = ManagedApi.start(sluice, "publish-proof", folder)) {
      ManagedTenants tenants = api.tenants();
      GatewayClient ada = tenants.user("proof-ada", "org-admin", "org", "proof-acme", "provider");
      GatewayClient gus = tenants.user("proof-gus", "org-admin", "org", "proof-globex", "provider");
      ManagedProduct bad = ManagedProduct.draft(tenants, ada, "proof-bad", badPort, "none");
      ManagedProduct good = ManagedProduct.draft(tenants, gus, "proof-good", goodPort, "none");
      applied(ada, bad);
      applied(gus, good);
      GatewayClient guilty = sluice.atHost(badPort, bad.host());
      GatewayClient innocent = sluice.atHost(goodPort, good.host());
      awaitStatusAt(guilty, "/proof-bad/x", 200);
      awaitStatusAt(innocent, "/proof-good/x", 200);

      try (ConstantRateLoad load =
          new ConstantRateLoad(
              List.of("innocent", "guilty"),
              200,
              name ->
                  name.equals("guilty")
                      ? guilty.get("/proof-bad/x")
                      : innocent.get("/proof-good/x"))) {
        String change = "{\"path_kind\": \"regex\", \"path\": \"" + REGEX + "\"}";
        GatewayResponse preview = patch(ada, bad, change, "?dryRun=true");
        assertEquals(0, preview.json().path("findings").size(), preview.body());
        assertTrue(preview.json().path("xds").size() > 0, preview.body());

        long start = System.nanoTime();
        patch(ada, bad, change, "");
        JsonNode deployments = awaitStatus(ada, bad, "failed");
        long words = Duration.ofNanos(System.nanoTime() - start).toMillis();
        String text = deployments.path("nodes").toString();
        assertTrue(text.contains("invalid escape sequence"), text);
        assertTrue(text.contains("product_publishes/" + bad.publish()), text);

        patch(ada, bad, "{\"path_kind\": \"prefix\", \"path\": \"/proof-bad\"}", "");
        JsonNode back = awaitStatus(ada, bad, "applied");
        assertEquals(0, back.path("findings").size(), back::toString);
        System.out.printf(
            "a route that only Envoy rejects: its words after %d ms (%s); meanwhile %s%n",
            words, text.replaceAll(".*\"reason\":\"([^\"]*)\".*", "$1"), load.outcomes());
        assertTrue(load.count() > 100, "too few requests");
        assertEquals(Set.of("guilty 200", "innocent 200"), load.outcomes().keySet());
      }
    }
  }

  private static void applied(GatewayClient provider, ManagedProduct product) {
    GatewayResponse answer = provider.post(product.publishPath() + "/publish", "");
    assertEquals(200, answer.status(), answer.body());
    JsonNode unused = awaitStatus(provider, product, "applied");
    assertTrue(unused.path("nodes").size() > 0, unused::toString);
  }

  private static JsonNode awaitStatus(
      GatewayClient provider, ManagedProduct product, String status) {
    GatewayResponse answer = provider.get(product.publishPath() + "/deployments?wait=30s");
    assertEquals(status, answer.json().path("status").asString(), answer.body());
    return answer.json();
  }

  private static GatewayResponse patch(
      GatewayClient provider, ManagedProduct product, String body, String query) {
    String etag = provider.get(product.route()).header("etag").orElseThrow();
    GatewayResponse answer =
        provider.withHeader("If-Match", etag).patch(product.route() + query, body);
    assertEquals(200, answer.status(), answer.body());
    return answer;
  }
}
