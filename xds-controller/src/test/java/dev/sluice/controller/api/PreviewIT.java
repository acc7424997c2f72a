package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.ApiClient.Answer;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A test of what the API says about changes before they are committed. */
@ExtendWith(NoWarnings.class)
final class PreviewIT {
  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiWorld world;
  private final AnswerSchemas schemas = new AnswerSchemas();

  @BeforeEach
  void start() throws IOException {
    world = new ApiWorld(postgres, folder);
  }

  private JsonNode dryRun(Answer answer) {
    assertEquals("application/vnd.sluice.dry-run+json", answer.expect(200).header("content-type"));
    return schemas.valid("DryRun", answer.json());
  }

  private static Set<String> texts(JsonNode list, String... members) {
    Set<String> texts = new TreeSet<>();
    for (JsonNode entry : list) {
      StringBuilder text = new StringBuilder();
      for (String member : members) {
        text.append(text.isEmpty() ? "" : " ").append(entry.path(member).asString("-"));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  @Tag("N-03")
  @DisplayName("N-03 a dry run of a publish names the objects and resources that nodes would get")
  void publish_dryRun_namesResources() {
    String path = world.draft();
    String id = path.substring(path.lastIndexOf('/') + 1);
    JsonNode answer = dryRun(world.provider.post(path + "/publish?dryRun=true", ""));
    assertEquals("PUBLISHED", answer.path("resource").path("status").asString());
    assertEquals(0, answer.path("findings").size());
    assertEquals(
        Set.of(
            "edge backends/" + world.backend + " added",
            "edge gateways/" + world.gateway + " added",
            "edge product_publishes/" + id + " added"),
        texts(answer.path("objects"), "cluster", "object", "change"));
    Set<String> types = texts(answer.path("xds"), "type", "change");
    assertTrue(
        types.containsAll(Set.of("Cluster added", "Listener added", "Publish added")),
        types::toString);
    assertEquals(List.of("DRAFT"), postgres.query("select status from product_publishes"));
  }

  @Test
  @Tag("C-73")
  @DisplayName("C-73 a dry run of a change names the members that differ, and its findings")
  void patch_dryRun_namesMembersAndFindings() {
    world.published();
    String route = "/v1/provider/api-services/" + world.service + "/routes/" + world.route;
    String etag = world.provider.get(route).etag();
    JsonNode answer =
        dryRun(world.provider.patch(route + "?dryRun=true", etag, "{\"timeout_ms\": 1234}"));
    assertEquals("1234", answer.path("resource").path("timeout_ms").asString());
    assertEquals(1, answer.path("objects").size(), answer::toString);
    JsonNode object = answer.path("objects").path(0);
    assertEquals("changed", object.path("change").asString());
    assertTrue(object.path("members").toString().contains("imeout"), object::toString);
    assertTrue(
        texts(answer.path("xds"), "change", "members").stream()
            .allMatch(t -> t.startsWith("changed")),
        answer::toString);
    String backend = "/v1/provider/backends/" + world.backend;
    JsonNode endpoint =
        world.provider.get(backend + "/endpoints").expect(200).json().path("items").path(0);
    answer =
        dryRun(
            world.provider.patch(
                route + "?dryRun=true",
                etag,
                "{\"backends\": [{\"backend_id\": \"%s\", \"weight\": 0}]}"
                    .formatted(world.backend)));
    assertEquals(
        Set.of("routes/" + world.route + " backends added"),
        texts(answer.path("findings"), "object", "field", "change"));
    assertFalse(endpoint.isMissingNode());
    assertEquals(List.of("30000"), postgres.query("select distinct timeout_ms from routes"));
  }

  @Test
  @Tag("N-03")
  @DisplayName("N-03 rows that cannot become configuration are not published")
  void publish_routeWithoutBackend_isRejected() {
    String path = world.draft();
    postgres.execute("update route_backends set weight = 0");
    Answer answer = world.provider.post(path + "/publish", "").expect(422);
    assertEquals("/problems/not-deployable", answer.json().path("type").asString());
    assertTrue(
        answer.firstError().startsWith("/status routes/" + world.route + " backends: "),
        answer.text());
    assertEquals(List.of("DRAFT"), postgres.query("select status from product_publishes"));
    assertEquals(
        List.of("0"),
        postgres.query("select count(*) from change_events where action = 'PUBLISH'"));
    postgres.execute("update route_backends set weight = 100");
    world.provider.post(path + "/publish", "").expect(200);
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 a dry run does not name objects of other tenants")
  void dryRun_ofSharedCluster_hidesOthers() {
    world.published();
    ApiClient operator = world.operator;
    String cluster = "/v1/operator/clusters/" + world.cluster;
    JsonNode all =
        dryRun(
            operator.patch(
                cluster + "?dryRun=true", operator.get(cluster).etag(), "{\"name\": \"edge2\"}"));
    assertTrue(texts(all.path("xds"), "object").size() > 2, all::toString);
    world.server.tenant("globex", "provider");
    ApiClient gus = world.server.user("gus", "org-admin", "org", "globex");
    JsonNode own =
        dryRun(gus.post("/v1/provider/api-services?dryRun=true", "{\"name\": \"orders\"}"));
    assertEquals(0, own.path("objects").size() + own.path("xds").size(), own::toString);
  }

  @Test
  void delete_dryRun_isPreviewed() {
    world.published();
    String route = "/v1/provider/api-services/" + world.service + "/routes/" + world.route;
    JsonNode answer =
        dryRun(
            world.provider.send(
                "DELETE",
                route + "?dryRun=true",
                "",
                Map.of("If-Match", world.provider.get(route).etag())));
    assertTrue(answer.path("objects").size() > 0, answer::toString);
    assertFalse(answer.has("resource"));
    world.provider.get(route).expect(200);
  }
}
