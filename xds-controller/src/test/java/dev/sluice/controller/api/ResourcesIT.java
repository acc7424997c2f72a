package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.ApiClient.Answer;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of what single resources accept and reject. */
@ExtendWith(NoWarnings.class)
final class ResourcesIT {
  private static final String PROVIDER = "/v1/provider/";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
  }

  @Test
  @Tag("C-60")
  @DisplayName("C-60 a wrong pattern, port or weight is rejected at its member")
  void values_wrong_areRejectedAtMember() {
    String service = PROVIDER + "api-services/" + world.service;
    rejected(
        service + "/routes", "{'name': 'r', 'path_kind': 'regex', 'path': '/('}", List.of("/path"));
    rejected(
        service + "/routes",
        "{'name': '주문', 'path_kind': 'prefix', 'path': '/주문'}",
        List.of("/path"));
    rejected(
        service + "/routes",
        "{'name': 'r', 'path_kind': 'exact', 'path': '/a', 'backends': [{'backend_id': '%s',"
                .formatted(world.backend)
            + " 'weight': -1}]}",
        List.of("/backends/0/weight"));
    rejected(
        service + "/routes",
        "{'name': 'r', 'path_kind': 'exact', 'path': '/a', 'headers': [{'nme': 'x'}]}",
        List.of("/headers/0"));
    rejected(
        PROVIDER + "backends/" + world.backend + "/endpoints",
        "{'host': 'a', 'port': 0}",
        List.of("/port"));
    rejected(
        service + "/backends",
        "{'name': 'b', 'health_check': {'every': 1}}",
        List.of("/health_check"));
    rejected(
        PROVIDER + "policies",
        "{'name': 'p', 'scope': 'global', 'kind': 'cors', 'spec': {'origin': 'x'}}",
        List.of("/spec"));
  }

  private void rejected(String path, String body, List<String> pointers) {
    Answer answer = world.provider.post(path, body.replace('\'', '"')).expect(422);
    List<String> found = new ArrayList<>();
    answer.json().path("errors").forEach(error -> found.add(error.path("pointer").asString()));
    for (String pointer : pointers) {
      assertTrue(
          found.stream().anyMatch(text -> text.startsWith(pointer)),
          () -> pointer + " " + answer.text());
    }
  }

  @Test
  @Tag("C-61")
  @DisplayName("C-61 listeners do not share a port; a used gateway is not deleted")
  void gateway_listenersAndUse_areChecked() {
    String gateways = PROVIDER + "gateways";
    rejected(
        gateways,
        "{'name': 'gw', 'listeners': [{'name': 'l1', 'port': 80, 'protocol': 'HTTP'},"
            + " {'name': 'l2', 'port': 80, 'protocol': 'HTTP'}]}",
        List.of("/listeners/1/port"));
    rejected(gateways, "{'name': 'gw', 'listeners': []}", List.of("/listeners"));
    String free =
        ApiWorld.made(
            world.provider,
            gateways,
            "{'name': 'gw', 'listeners': [{'name': 'l1', 'port': 81, 'protocol': 'HTTP'}]}");
    world.provider.delete(gateways + "/" + free, "\"0\"").expect(204);
    world.draft();
    Answer used = world.provider.delete(gateways + "/" + world.gateway, "\"0\"").expect(409);
    assertTrue(used.text().contains("Other resources use this one"), used.text());
  }

  @Test
  void gateway_listenersReplaced_areOneChange() {
    String path = PROVIDER + "gateways/" + world.gateway;
    Answer changed =
        world
            .provider
            .patch(
                path,
                "\"0\"",
                "{\"listeners\": [{\"name\": \"other\", \"port\": 8081, \"protocol\": \"HTTP\"}]}")
            .expect(200);
    assertEquals("\"1\"", changed.etag());
    assertEquals(8081, changed.json().path("listeners").path(0).path("port").asInt());
    assertEquals(List.of("other"), postgres.query("select name from gateway_listeners"));
  }

  @Test
  @Tag("C-62")
  @DisplayName("C-62 name and version of a product are unique in a tenant")
  void product_sameNameAndVersion_conflicts() {
    String body = "{\"name\": \"Orders\", \"slug\": \"orders\", \"version\": \"%s\"}";
    world.provider.post(PROVIDER + "products", body.formatted("1")).expect(409);
    world.provider.post(PROVIDER + "products", body.formatted("2")).expect(201);
  }

  @Test
  @Tag("C-56")
  @DisplayName("C-56 callbacks of applications are https")
  void clientApp_plainCallback_isRejected() {
    String body = "{\"name\": \"app\", \"callback_urls\": [\"%s\"]}";
    Answer answer =
        world.customer.post("/v1/customer/client-apps", body.formatted("http://a.example/cb"));
    assertTrue(answer.expect(422).firstError().startsWith("/callback_urls/0 "), answer.text());
    String app =
        world
            .customer
            .post("/v1/customer/client-apps", body.formatted("https://a.example/cb"))
            .expect(201)
            .id();
    String subscription = world.subscription(world.published());
    Answer key =
        world
            .customer
            .post(
                "/v1/customer/credentials",
                "{\"subscription_id\": \"%s\", \"client_app_id\": \"%s\"}"
                    .formatted(subscription, app))
            .expect(201);
    assertEquals(app, key.json().path("client_app_id").asString());
  }

  @Test
  void product_published_isNotArchived() {
    world.published();
    Answer answer =
        world
            .provider
            .patch(PROVIDER + "products/" + world.product, "\"0\"", "{\"status\": \"archived\"}")
            .expect(409);
    assertTrue(answer.firstError().startsWith("/status "), answer.text());
  }

  @Test
  void ipBlock_withHostBits_isRejected() {
    String body = "{\"cidr\": \"%s\", \"action\": \"deny\"}";
    world.operator.post("/v1/operator/ip-blocks", body.formatted("203.0.113.1/24")).expect(422);
    world.operator.post("/v1/operator/ip-blocks", body.formatted("203.0.113.0/24")).expect(201);
    world.operator.post("/v1/operator/ip-blocks", body.formatted("203.0.113.0/24")).expect(409);
  }

  @Test
  void answers_ofAllLists_fitTheContract() {
    ApiWorld.made(
        world.provider,
        PROVIDER + "api-services/" + world.service + "/versions",
        "{'label': 'v1', 'is_default': true}");
    ApiWorld.made(
        world.customer,
        "/v1/customer/credentials",
        "{'subscription_id': '" + world.subscription(world.published()) + "'}");
    AnswerSchemas schemas = new AnswerSchemas();
    int items = 0;
    for (ApiClient client : List.of(world.operator, world.provider, world.customer)) {
      items += schemas.check(client, world);
    }
    assertTrue(items >= 20, items + " items");
  }
}
