package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of applications for offers by a role that is bound at one product or subscription. */
@ExtendWith(NoWarnings.class)
final class SubscriptionScopeIT {
  private static final String SUBSCRIPTIONS = "/v1/customer/subscriptions";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;
  private String subscription = "";
  private String offer = "";

  @BeforeEach
  void start() throws IOException {
    Path rbac = folder.resolve("rbac.yaml");
    String shipped = Files.readString(Path.of("..", "policies", "rbac.yaml"));
    // The shipped file lets only administrators apply.
    String consumer = "- {resources: [credential], actions: [issue, rotate, revoke]}";
    int end = shipped.lastIndexOf(consumer);
    Files.writeString(
        rbac,
        shipped.substring(0, end)
            + "- {resources: [subscription], actions: [create]}\n      "
            + shipped.substring(end));
    world = new ApiWorld(new ApiTestServer(postgres, folder, 1000, rbac));
    subscription = world.subscription(world.published());
    world.customer.post(SUBSCRIPTIONS + "/" + subscription + "/cancel", "").expect(200);
    offer =
        "{\"publish_id\": \"%s\", \"plan_id\": \"%s\"}"
            .formatted(postgres.query("select id from product_publishes").getFirst(), world.plan);
  }

  @Test
  void apply_boundAtSubscription_isForbidden() {
    ApiClient bob = world.server.user("bob", "api-consumer", "customer", "shop");
    postgres.execute(
        "update role_bindings set scope = 'subscription', scope_id = '"
            + subscription
            + "' where role = 'api-consumer'");

    ApiClient.Answer answer = bob.post(SUBSCRIPTIONS, offer).expect(403);
    assertEquals(
        "The role of the caller does not cover this subscription.",
        answer.json().path("detail").asString());
    assertEquals(List.of("1"), postgres.query("select count(*) from subscriptions"));
  }

  @Test
  void apply_boundAtCustomer_isPermitted() {
    ApiClient bob = world.server.user("bob", "api-consumer", "customer", "shop");

    bob.post(SUBSCRIPTIONS, offer).expect(201);
  }
}
