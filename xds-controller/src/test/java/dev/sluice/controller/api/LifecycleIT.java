package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.ApiClient.Answer;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of publishes, subscriptions and keys from their beginning to their end. */
@ExtendWith(NoWarnings.class)
final class LifecycleIT {
  private static final String PUBLISHES = "/v1/provider/product-publishes";
  private static final String KEYS = "/v1/customer/credentials";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
  }

  @Test
  @Tag("C-63")
  @DisplayName("C-63 a publish without a required member is rejected and names it")
  void publish_withoutMember_namesIt() {
    for (String member :
        List.of("cluster_id", "environment", "auth_mode", "api_services", "gateway_id")) {
      Answer answer = world.provider.post(PUBLISHES, world.publishBody(Map.of(member, "")));
      assertTrue(answer.expect(422).text().contains("'" + member + "'"), answer.text());
    }
    Answer draft = world.provider.post(PUBLISHES, world.publishBody(Map.of())).expect(201);
    assertEquals("DRAFT", draft.json().path("status").asString());
    assertEquals("orders.dev.eu.api.example.com", draft.json().path("hostname").asString());
    assertEquals(
        List.of(draft.json().path("hostname").asString()),
        postgres.query("select host from publish_hostnames"));
  }

  @Test
  @Tag("C-62")
  @DisplayName("C-62 a draft product is not published")
  void publish_draftProduct_conflicts() {
    String path = world.draft();
    postgres.execute("update products set status = 'draft'");
    Answer answer = world.provider.post(path + "/publish", "").expect(409);
    assertTrue(answer.firstError().startsWith("/product_id "), answer.text());
    postgres.execute(
        "update products set status = 'active'; update clusters set status = 'maintenance'");
    answer = world.provider.post(path + "/publish", "").expect(409);
    assertTrue(answer.firstError().startsWith("/cluster_id "), answer.text());
    assertEquals(List.of("DRAFT"), postgres.query("select status from product_publishes"));
  }

  @Test
  void publish_eachTransition_isAsTheTableSays() {
    String path = world.draft();
    ApiClient provider = world.provider;
    provider.post(path + "/withdraw", "").expect(409);
    Answer published = provider.post(path + "/publish", "").expect(200);
    assertEquals("PUBLISHED", published.json().path("status").asString());
    provider.post(path + "/publish", "").expect(409);
    provider.patch(path, published.etag(), "{\"auth_mode\": \"none\"}").expect(409);
    provider.delete(path, published.etag()).expect(409);
    Answer withdrawn = provider.post(path + "/withdraw", "{\"reason\": \"old\"}").expect(200);
    assertEquals("old", withdrawn.json().path("withdraw_reason").asString());
    provider.post(path + "/withdraw", "").expect(409);
    Answer again = provider.post(path + "/publish", "").expect(200);
    assertTrue(again.json().path("withdraw_reason").isNull());
    Answer last = provider.post(path + "/withdraw", "").expect(200);
    provider.delete(path, last.etag()).expect(204);
    assertEquals(
        List.of("CREATE", "PUBLISH", "WITHDRAW", "PUBLISH", "WITHDRAW", "DELETE"),
        postgres.query(
            "select action from change_events where resource_type = 'product_publish' order by id"));
  }

  @Test
  void publish_50AtOnce_oneWinsEachTime() throws Exception {
    String path = world.draft();
    for (String action : List.of("publish", "withdraw", "publish")) {
      List<Integer> statuses =
          atOnce(50, () -> world.provider.post(path + "/" + action, "").status());
      assertEquals(1, statuses.stream().filter(status -> status == 200).count(), action);
      assertEquals(49, statuses.stream().filter(status -> status == 409).count(), action);
    }
    assertEquals(
        List.of("3"),
        postgres.query(
            "select count(*) from change_events where action in ('PUBLISH', 'WITHDRAW')"));
  }

  @Test
  void create_sameKeyAtOnce_makesOne() throws Exception {
    List<Integer> statuses =
        atOnce(
            20,
            () ->
                world
                    .provider
                    .send(
                        "POST",
                        "/v1/provider/api-services",
                        "{\"name\": \"once\"}",
                        Map.of("Idempotency-Key", "same"))
                    .status());
    assertTrue(
        statuses.stream().allMatch(status -> status == 201 || status == 409), statuses::toString);
    assertTrue(statuses.contains(201));
    assertEquals(
        List.of("1"), postgres.query("select count(*) from api_services where name = 'once'"));
  }

  @Test
  void update_sameVersionAtOnce_losesNone() throws Exception {
    String path = "/v1/provider/api-services/" + world.service;
    List<Integer> statuses =
        atOnce(20, () -> world.provider.patch(path, "\"0\"", "{\"description\": \"x\"}").status());
    assertEquals(1, statuses.stream().filter(status -> status == 200).count());
    assertEquals(19, statuses.stream().filter(status -> status == 412).count());
  }

  private static List<Integer> atOnce(int count, Callable<Integer> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(Collections.nCopies(count, call)).stream()
          .map(Future::resultNow)
          .toList();
    }
  }

  @Test
  @Tag("C-57")
  @DisplayName("C-57 a customer sees published and visible products only")
  void products_offered_arePublishedOnly() {
    String products = "/v1/customer/products?published=true";
    assertEquals(0, world.customer.get(products).expect(200).json().path("items").size());
    String path = world.published();
    assertEquals(1, world.customer.get(products).json().path("items").size());
    assertEquals(1, world.customer.get("/v1/customer/plans").json().path("items").size());
    assertEquals(
        1, world.customer.get("/v1/customer/product-publishes").json().path("items").size());
    world.provider.post(path + "/withdraw", "").expect(200);
    assertEquals(0, world.customer.get(products).json().path("items").size());
  }

  @Test
  @Tag("C-57")
  @DisplayName("C-57 a subscription is applied for, approved or rejected")
  void subscription_needsApproval_isDecided() {
    String plan = "/v1/provider/plans/" + world.plan;
    world.provider.patch(plan, "\"0\"", "{\"approval_required\": true}").expect(200);
    String path = world.published();
    String id = world.subscription(path);
    String received = "/v1/provider/subscriptions/" + id;
    assertEquals("pending", world.provider.get(received).json().path("status").asString());
    String key = "{\"subscription_id\": \"" + id + "\"}";
    world.customer.post(KEYS, key).expect(403);
    world.provider.post(received + "/reject", "{\"reason\": \"no\"}").expect(200);
    world.customer.post(KEYS, key).expect(403);
    world.provider.post(received + "/approve", "").expect(409);
    String second = world.subscription(path);
    world.provider.post("/v1/provider/subscriptions/" + second + "/approve", "").expect(200);
    world.customer.post(KEYS, key.replace(id, second)).expect(201);
    assertEquals(
        List.of("APPROVE", "REJECT"),
        postgres.query(
            "select action from change_events where action in ('APPROVE', 'REJECT') order by 1"));
  }

  @Test
  @Tag("C-55")
  @DisplayName("C-55 a key is shown once, rotated and revoked, and stored as a digest")
  void key_wholeLife_isShownOnce() {
    String id = world.subscription(world.published());
    Answer issued = world.customer.post(KEYS, "{\"subscription_id\": \"" + id + "\"}").expect(201);
    String key = issued.json().path("key").asString();
    assertTrue(key.matches("slk_[a-z2-7]{8}_[A-Za-z0-9_-]{43}"), "the form of keys");
    assertEquals(
        List.of("t"),
        postgres.query(
            "select bool_and(secret_hash = sha256('%s'::bytea) and prefix = substr('%1$s', 5, 8))"
                    .formatted(key)
                + " from credentials"));
    String path = KEYS + "/" + issued.id();
    assertFalse(world.customer.get(path).expect(200).text().contains(key));
    assertFalse(world.provider.get("/v1/provider/credentials").expect(200).text().contains(key));
    assertEquals(
        List.of("0"),
        postgres.query(
            "select count(*) from change_events where after::text like '%"
                + key.substring(13)
                + "%'"));
    Answer rotated = world.customer.post(path + "/rotate", "{\"grace_seconds\": 60}").expect(201);
    assertFalse(rotated.json().path("key").asString().isEmpty());
    assertEquals("retiring", world.customer.get(path).json().path("status").asString());
    world.customer.post(path + "/rotate", "").expect(409);
    String successor = KEYS + "/" + rotated.id();
    world.customer.post(successor + "/rotate", "").expect(201);
    assertEquals("revoked", world.customer.get(successor).json().path("status").asString());
    world.customer.post(path + "/revoke", "").expect(200);
    world.customer.post(path + "/revoke", "").expect(409);
  }

  @Test
  void key_repeatedRequest_hasNoKeyAgain() {
    String id = world.subscription(world.published());
    String body = "{\"subscription_id\": \"" + id + "\"}";
    Map<String, String> header = Map.of("Idempotency-Key", "one");
    Answer first = world.customer.send("POST", KEYS, body, header).expect(201);
    Answer again = world.customer.send("POST", KEYS, body, header).expect(201);
    assertEquals(first.id(), again.id());
    assertTrue(again.json().path("key").isMissingNode());
    assertEquals(
        List.of("f"),
        postgres.query(
            "select bool_or(body::text like '%"
                + first.json().path("key").asString()
                + "%')"
                + " from api_idempotency"));
  }

  @Test
  void withdraw_suspendsSubscriptions() {
    String path = world.published();
    String id = world.subscription(path);
    world.provider.post(path + "/withdraw", "").expect(200);
    assertEquals(
        "suspended",
        world.customer.get("/v1/customer/subscriptions/" + id).json().path("status").asString());
    world.provider.post("/v1/provider/subscriptions/" + id + "/resume", "").expect(409);
    world.provider.post(path + "/publish", "").expect(200);
    world.provider.post("/v1/provider/subscriptions/" + id + "/resume", "").expect(200);
    world.customer.post("/v1/customer/subscriptions/" + id + "/cancel", "").expect(200);
    world.customer.post("/v1/customer/subscriptions/" + id + "/cancel", "").expect(409);
  }

  @Test
  void operator_readsAndWithdraws() {
    String path = world.published();
    ApiClient operator = world.operator.in("acme");
    operator.get(path).expect(200);
    operator.post(path + "/withdraw", "").expect(200);
    operator.post(path + "/publish", "").expect(403);
  }
}
