package dev.sluice.e2e.api;

import static dev.sluice.e2e.api.CachedProduct.HIT;
import static dev.sluice.e2e.api.CachedProduct.MISS;
import static dev.sluice.e2e.api.ManagedTenants.json;
import static dev.sluice.e2e.api.ManagedTenants.made;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test of cached responses of two customers, through Envoy. The upstream echoes each request. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ResponseCacheIT {
  private static final String PROVIDER = "/v1/provider/";
  private static final Duration EFFECTIVE = Duration.ofSeconds(5);

  private final TestEnvironment sluice;
  private final ManagedApi api;
  private GatewayClient ada;
  private ManagedProduct product = new ManagedProduct("", "", "", "", "", "");
  private GatewayClient carl;
  private GatewayClient mia;

  ResponseCacheIT(TestEnvironment sluice, @TempDir Path folder) {
    this.sluice = sluice;
    this.api = ManagedApi.start(sluice, "response-cache", folder);
    this.ada = api.tenants().root();
    this.carl = ada;
    this.mia = ada;
  }

  @BeforeAll
  void start() {
    CachedProduct cached = CachedProduct.published(sluice, api, "cached");
    ada = cached.ada();
    product = cached.product();
    carl = cached.carl();
    mia = cached.mia();
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 a second equal GET is answered by the cache, for each tenant by itself")
  void get_second_isHitForTenant() {
    GatewayResponse first = carl.get("/cached/items?page=1");
    assertEquals(MISS, first.header("x-cache"), first.body());
    GatewayResponse second = carl.get("/cached/items?page=1");
    assertEquals(HIT, second.header("x-cache"), second.body());
    assertEquals(first.body(), second.body());
    assertEquals(first.header("content-type"), second.header("content-type"));
    assertTrue(second.header("age").isPresent());
    assertNotEquals(first.header("x-request-id"), second.header("x-request-id"));
    String etag = second.header("etag").orElseThrow();
    assertEquals(304, carl.withHeader("if-none-match", etag).get("/cached/items?page=1").status());
    assertEquals(MISS, carl.get("/cached/items?page=2").header("x-cache"));
    GatewayResponse other = mia.get("/cached/items?page=1");
    assertEquals(MISS, other.header("x-cache"));
    assertNotEquals(first.body(), other.body());
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 an equal prompt is answered by the cache, a changed one by the upstream")
  void prompt_equal_isHit() {
    String prompt = "{\"prompt\": \"안녕하세요\"}";
    assertEquals(MISS, carl.post("/cached/ask", prompt).header("x-cache"));
    assertEquals(HIT, carl.post("/cached/ask", prompt).header("x-cache"));
    assertEquals(MISS, carl.post("/cached/ask", prompt + " ").header("x-cache"));
    assertEquals(MISS, mia.post("/cached/ask", prompt).header("x-cache"));
  }

  @Test
  @Tag("C-84")
  @DisplayName("C-84 a purge by tag drops the responses of all customers")
  void purge_byTag_isMiss() {
    assertEquals(MISS, carl.get("/cached/purged").header("x-cache"));
    assertEquals(HIT, carl.get("/cached/purged").header("x-cache"));
    assertEquals(MISS, mia.get("/cached/purged").header("x-cache"));
    String path = PROVIDER + "cache-purges";
    made(ada, path, "{'tag': 'none'}");
    String purge =
        made(ada, path, "{'tag': 'all', 'api_service_id': '%s'}".formatted(product.service()));
    assertEquals("all", ada.get(path + "/" + purge).json().path("tag").asString());
    ConditionWait.awaitTrue(
        "the purge applies",
        EFFECTIVE,
        () -> carl.get("/cached/purged").header("x-cache").equals(MISS));
    assertEquals(MISS, mia.get("/cached/purged").header("x-cache"));
    assertEquals(HIT, mia.get("/cached/purged").header("x-cache"));
    GatewayResponse wrong = ada.post(path, json("{'tag': 'Not A Tag'}"));
    assertEquals(422, wrong.status(), wrong.body());
  }

  @Test
  void prompt_toModel_hitNamesTheModel() {
    String below = PROVIDER + "api-services/" + product.service();
    String backend = product.backend(ada);
    made(
        ada,
        below + "/routes",
        ("{'name': 'chat', 'path_kind': 'prefix', 'path': '/cached/v1',"
                + " 'backends': [{'backend_id': '%s'}]}")
            .formatted(backend));
    made(
        ada,
        PROVIDER + "llm-models",
        ("{'alias': 'fast', 'backend_id': '%s', 'upstream_model': 'cached-8b',"
                + " 'provider': 'self_hosted'}")
            .formatted(backend));
    Optional<String> model = Optional.of("cached-8b");
    String path = "/cached/v1/chat/completions";
    String prompt = "{\"model\": \"fast\", \"messages\": []}";
    ConditionWait.awaitTrue(
        "the name leads to the model",
        EFFECTIVE,
        () -> mia.post(path, prompt).header("x-llm-model").equals(model));
    GatewayResponse first = carl.post(path, prompt);
    assertEquals(MISS, first.header("x-cache"), first.body());
    assertEquals(model, first.header("x-llm-model"));
    GatewayResponse second = carl.post(path, prompt);
    assertEquals(HIT, second.header("x-cache"), second.body());
    assertEquals(model, second.header("x-llm-model"));
  }

  @Test
  void request_noStore_isNotCached() {
    GatewayClient careful = carl.withHeader("cache-control", "no-store");
    assertEquals(Optional.empty(), careful.get("/cached/secret").header("x-cache"));
    assertEquals(MISS, carl.get("/cached/secret").header("x-cache"));
  }
}
