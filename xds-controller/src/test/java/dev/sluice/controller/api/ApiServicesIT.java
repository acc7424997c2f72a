package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.ApiClient.Answer;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the operations that all resources have, on API services. */
@ExtendWith(NoWarnings.class)
final class ApiServicesIT {
  private static final String SERVICES = "/v1/provider/api-services";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiTestServer server;
  private ApiClient acme;

  @BeforeEach
  void start() throws IOException {
    server = new ApiTestServer(postgres, folder);
    server.tenant("acme", "provider");
    acme = server.user("ada", "org-admin", "org", "acme");
  }

  @Test
  @Tag("C-60")
  @DisplayName("C-60 a service is created, read, replaced, patched and deleted")
  void service_wholeLife_succeeds() {
    Answer made = acme.post(SERVICES, "{\"name\": \"orders\"}").expect(201);
    String path = made.header("location");
    assertEquals(SERVICES + "/" + made.id(), path);
    assertEquals("\"0\"", made.etag());
    assertEquals("active", made.json().path("status").asString());
    assertEquals(made.json(), acme.get(path).expect(200).json());
    Answer replaced =
        acme.put(path, made.etag(), "{\"name\": \"orders\", \"description\": \"all\"}").expect(200);
    assertEquals("\"1\"", replaced.etag());
    Answer patched =
        acme.patch(path, "\"1\"", "{\"labels\": {\"team\": \"a\"}, \"description\": null}")
            .expect(200);
    assertEquals("", patched.json().path("description").asString());
    assertEquals("a", patched.json().path("labels").path("team").asString());
    acme.delete(path, patched.etag()).expect(204);
    acme.get(path).expect(404);
  }

  @Test
  @Tag("C-60")
  @DisplayName("C-60 unknown and wrong members are all reported with pointers")
  void service_wrongMembers_areAllReported() {
    Answer answer =
        acme.post(SERVICES, "{\"gateway_id\": 1, \"name\": \"\", \"status\": \"gone\"}")
            .expect(422);
    assertEquals("application/problem+json", answer.header("content-type"));
    assertEquals("/problems/validation", answer.json().path("type").asString());
    List<String> pointers = new ArrayList<>();
    answer.json().path("errors").forEach(e -> pointers.add(e.path("pointer").asString()));
    assertEquals(List.of("/gateway_id", "/name", "/status"), pointers.stream().sorted().toList());
    assertEquals(List.of("0"), postgres.query("select count(*) from api_services"));
  }

  @Test
  void update_withoutIfMatch_is428() {
    String path = SERVICES + "/" + acme.post(SERVICES, "{\"name\": \"orders\"}").id();
    acme.send("PUT", path, "{\"name\": \"x\"}", Map.of()).expect(428);
    acme.put(path, "\"7\"", "{\"name\": \"x\"}").expect(412);
    acme.send("DELETE", path, "", Map.of()).expect(428);
    acme.delete(path, "\"7\"").expect(412);
  }

  @Test
  void create_sameName_conflictsAtName() {
    acme.post(SERVICES, "{\"name\": \"orders\"}").expect(201);
    Answer second = acme.post(SERVICES, "{\"name\": \"orders\"}").expect(409);
    assertEquals("/name", second.json().path("errors").path(0).path("pointer").asString());
    assertFalse(second.text().contains("api_services_tenant_name"), second.text());
  }

  @Test
  void list_smallPages_areComplete() {
    IntStream.range(0, 23)
        .forEach(i -> acme.post(SERVICES, "{\"name\": \"s%02d\"}".formatted(i)).expect(201));
    List<String> names = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      var page = acme.get(SERVICES + "?limit=5&sort=-name" + cursor).expect(200).json();
      page.path("items").forEach(item -> names.add(item.path("name").asString()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
      pages++;
    } while (!cursor.isEmpty());
    assertEquals(5, pages);
    assertEquals(
        IntStream.iterate(22, i -> i - 1).limit(23).mapToObj("s%02d"::formatted).toList(), names);
    assertEquals(1, acme.get(SERVICES + "?name=s07").json().path("items").size());
  }

  @Test
  void list_wrongParameters_are400() {
    for (String query :
        List.of(
            "limit=0",
            "limit=201",
            "limit=x",
            "sort=id",
            "cursor=abc",
            "color=red",
            "name=a&name=b",
            "published=null")) {
      Answer answer = acme.get(SERVICES + "?" + query).expect(400);
      String name = query.substring(0, query.indexOf('='));
      assertTrue(answer.firstError().startsWith(name + " "), answer.text());
    }
  }

  @Test
  void dryRun_create_changesNothing() {
    Answer answer = acme.post(SERVICES + "?dryRun=true", "{\"name\": \"orders\"}").expect(200);
    assertEquals("orders", answer.json().path("resource").path("name").asString());
    assertEquals(
        List.of("0|0"),
        postgres.query(
            "select (select count(*) from api_services), (select count(*) from change_events)"));
  }

  @Test
  @Tag("C-46")
  @DisplayName("C-46 each change is one event with actor, before and after")
  void change_ofService_isAudited() {
    Answer made = acme.post(SERVICES, "{\"name\": \"orders\"}").expect(201);
    acme.patch(SERVICES + "/" + made.id(), made.etag(), "{\"description\": \"new\"}").expect(200);
    acme.post(SERVICES, "{\"name\": \"orders\"}").expect(409);
    assertEquals(
        List.of(
            "CREATE|provider|api_service|orders|org-admin|null|",
            "UPDATE|provider|api_service|orders|org-admin||new"),
        postgres.query(
            "select action, portal, resource_type, resource_name, actor_role,"
                + " before ->> 'description', after ->> 'description' from change_events order by id"));
    assertEquals(
        List.of("t"),
        postgres.query(
            "select bool_and(e.actor_id = u.id::text and e.tenant_id = t.id::text)"
                + " from change_events e, users u, tenants t"));
  }

  @Test
  void idempotencyKey_repeated_answersTheSame() {
    Map<String, String> key = Map.of("Idempotency-Key", "k-1");
    Answer first = acme.send("POST", SERVICES, "{\"name\": \"orders\"}", key).expect(201);
    Answer again = acme.send("POST", SERVICES, "{\"name\": \"orders\"}", key).expect(201);
    assertEquals(first.json(), again.json());
    assertEquals(first.header("location"), again.header("location"));
    assertEquals("true", again.header("idempotency-replayed"));
    acme.send("POST", SERVICES, "{\"name\": \"others\"}", key).expect(422);
    assertEquals(List.of("1"), postgres.query("select count(*) from api_services"));
  }

  @Test
  void body_malformed_is400WithPlace() {
    assertTrue(acme.post(SERVICES, "{\"name\": }").expect(400).text().contains("line 1, column"));
    acme.post(SERVICES, "[1]").expect(400);
    acme.post(SERVICES, "{\"name\": \"a\", \"name\": \"b\"}").expect(400);
    acme.post(SERVICES, "{\"name\": " + "[".repeat(60) + "]".repeat(60) + "}").expect(400);
    acme.post(SERVICES, "{\"name\": \"" + "x".repeat(1_100_000) + "\"}").expect(413);
    acme.post(SERVICES, "{\"name\": \"half \\ud83d\"}").expect(400);
    acme.post(SERVICES, "{\"name\": \"결제 \\ud83d\\ude00\"}").expect(201);
    acme.post(SERVICES, "{\"name\": \"a\\u0000b\"}").expect(422);
    acme.send("POST", SERVICES, "{}", Map.of("Content-Type", "text/plain")).expect(415);
  }

  @Test
  void path_unknown_isProblem() {
    Answer missing = acme.get("/v1/provider/nothing").expect(404);
    assertEquals("/problems/not-found", missing.json().path("type").asString());
    Answer method = acme.send("DELETE", SERVICES, "", Map.of()).expect(405);
    assertTrue(method.header("allow").contains("POST"), method.headers()::toString);
  }

  @Test
  void column_ofJson_isCheckedByItsSchema() {
    Answer answer =
        acme.post(SERVICES, "{\"name\": \"orders\", \"versioning\": {\"by\": 3}}").expect(422);
    assertTrue(answer.firstError().startsWith("/versioning"), answer.text());
  }
}
