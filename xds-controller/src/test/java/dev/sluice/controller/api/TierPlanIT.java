package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of the limits that new plans get from their tier. */
@Tag("C-60")
final class TierPlanIT {
  private static final String PLANS = "/v1/provider/plans";

  @RegisterExtension private final NoWarnings log = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiTestServer server;
  private ApiClient ada;
  private String product = "";

  @BeforeEach
  void start() throws IOException {
    Files.writeString(
        folder.resolve("tiers.yaml"),
        Files.readString(Path.of("..", "policies", "tiers.yaml"))
            .replaceFirst("(?m)^    enterprise:.*\n", ""));
    server = new ApiTestServer(postgres, folder);
    server.tenant("acme", "provider");
    ada = server.user("ada", "org-admin", "org", "acme");
    product =
        ApiWorld.made(
            ada, "/v1/provider/products", "{'name': 'Orders', 'slug': 'orders', 'version': '1'}");
  }

  @Test
  @DisplayName("C-60 a plan with a tier alone gets the limits of the file, and keeps them")
  void create_tierAlone_getsLimits() throws IOException {
    String id = create("'name': 'a', 'tier': 'premium'").expect(201).id();
    assertLimits("[100,20,10000,300000,30000000]", id);
    String own =
        create("'name': 'b', 'tier': 'free', 'per_minute': 7, 'per_day': null").expect(201).id();
    assertLimits("[7,5,null,20000,1000000]", own);

    write("premium: {per-minute: 3, burst: 2}");
    Await.until(() -> {
      ApiClient.Answer made = create("'name': '" + System.nanoTime() + "', 'tier': 'premium'");
      return made.expect(201).json().path("per_minute").asInt() == 3;
    });
    assertLimits("[100,20,10000,300000,30000000]", id);
    ada.patch(PLANS + "/" + id, "\"0\"", "{\"name\": \"renamed\"}").expect(200);
    assertLimits("[100,20,10000,300000,30000000]", id);
  }

  @Test
  void create_tierOfNoFile_needsNumbers() {
    ApiClient.Answer refused =
        create("'name': 'a', 'tier': 'enterprise', 'per_day': 0").expect(422);
    String text = refused.text();
    assertTrue(text.contains("the key 'per_minute' is missing; add it"), text);
    assertTrue(text.contains("the key 'burst' is missing; add it"), text);
    assertTrue(text.contains("/per_day"), text);
    create("'name': 'a', 'tier': 'enterprise', 'per_minute': 1, 'burst': 1").expect(201);
  }

  @Test
  void replace_withoutNumbers_isRefused() {
    String id = create("'name': 'a', 'tier': 'free'").expect(201).id();
    String body = "{\"product_id\": \"" + product + "\", \"name\": \"a\", \"tier\": \"premium\"}";
    ada.put(PLANS + "/" + id, "\"0\"", body).expect(422);
    assertLimits("[10,5,1000,20000,1000000]", id);
  }

  @Test
  void badFile_keepsLastGoodAndIsNamed() throws IOException {
    log.expect("tiers.yaml:6:14: /spec/tiers/premium: the key 'burst' is missing; add it");
    write("premium: {per-minute: 3}");
    Await.until(() -> !log.warnings().isEmpty());
    assertLimits(
        "[100,20,10000,300000,30000000]",
        create("'name': 'a', 'tier': 'premium'").expect(201).id());
  }

  private ApiClient.Answer create(String members) {
    return ada.post(
        PLANS, ("{'product_id': '" + product + "', " + members + "}").replace('\'', '"'));
  }

  private void assertLimits(String expected, String id) {
    JsonNode plan = ada.get(PLANS + "/" + id).expect(200).json();
    StringBuilder limits = new StringBuilder();
    for (String column :
        new String[] {"per_minute", "burst", "per_day", "per_month", "tokens_per_month"}) {
      limits.append(limits.isEmpty() ? "[" : ",").append(plan.path(column));
    }
    assertEquals(expected, limits.append("]").toString());
  }

  private void write(String tiers) throws IOException {
    Files.writeString(
        folder.resolve("tiers.yaml"),
        """
        apiVersion: sluice.dev/v1
        kind: Tiers
        metadata: {name: tiers, version: '2'}
        spec:
          tiers:
            %s
        ...
        """
            .formatted(tiers));
  }
}
