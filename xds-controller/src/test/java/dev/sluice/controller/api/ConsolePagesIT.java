package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the pages of the console with a real database: what each role and tenant sees. */
@ExtendWith(NoWarnings.class)
final class ConsolePagesIT {
  private static final List<String> PAGES =
      List.of(
          "fleet",
          "publishes",
          "revisions",
          "routes",
          "live",
          "audit",
          "changes",
          "usage",
          "budgets",
          "policies");

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private ConsoleSignIn issuer;
  private ApiTestServer server;

  @BeforeEach
  void start() throws IOException {
    issuer = new ConsoleSignIn();
    server = ApiTestServer.withConsole(postgres, folder, issuer.issuer(), issuer.config());
    for (String slug : List.of("acme", "other")) {
      var _ = server.tenant(slug, "provider");
    }
    ApiClient ada = server.user("ada", "org-admin", "org", "acme");
    ada.post(
            "/v1/provider/api-services",
            "{\"name\": \"orders\", \"description\": \"<script>alert(1)</script> 주문\"}")
        .expect(201);
    server.user("eve", "org-admin", "org", "other");
    server.user("root", "system-admin", "system", "");
    postgres.execute(
        """
        insert into clusters (name, region, cloud_provider, status)
        values ('edge', 'eu', 'on-premise', 'active');
        insert into agents (cluster_id, name, kind, node_id, status)
        select id, 'envoy-1', 'envoy', name || '/envoy-1', 'connected' from clusters;
        update users set issuer = '%s'
        """
            .formatted(issuer.issuer()));
  }

  @AfterEach
  void stop() {
    server.close();
    issuer.close();
  }

  private HttpResponse<String> get(String subject, String path) {
    return ConsoleSignIn.get(server, path, issuer.cookie(server, subject));
  }

  @Test
  void pages_ofAdministrator_areShown() {
    String cookie = issuer.cookie(server, "root");
    for (String page : PAGES) {
      HttpResponse<String> answer = ConsoleSignIn.get(server, "/console/" + page, cookie);
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("aria-current=\"page\""), page);
    }
  }

  @Test
  void pages_ofTenant_areShown() {
    String cookie = issuer.cookie(server, "ada");
    for (String page : PAGES) {
      HttpResponse<String> answer =
          ConsoleSignIn.get(server, "/console/" + page + "?tenant=acme", cookie);
      assertEquals(200, answer.statusCode(), answer.body());
      assertFalse(answer.body().contains("<script>alert"), page);
    }
    String routes = ConsoleSignIn.get(server, "/console/routes?tenant=acme", cookie).body();
    assertTrue(routes.contains("orders"), routes);
    assertTrue(routes.contains("주문"), "the description of the service is shown: " + routes);
  }

  @Test
  void pages_ofForeignTenant_areRefused() {
    String cookie = issuer.cookie(server, "eve");
    for (String page : PAGES) {
      HttpResponse<String> answer =
          ConsoleSignIn.get(server, "/console/" + page + "?tenant=acme", cookie);
      assertEquals(403, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("no role in the tenant"), answer.body());
    }
  }

  @Test
  void node_unknownOrWrongId_isNotFound() {
    HttpResponse<String> answer = get("root", "/console/nodes/unknown");
    assertEquals(404, answer.statusCode(), answer.body());
    assertEquals(404, get("root", "/console/revisions/x").statusCode());
  }

  @Test
  void node_ofFleet_isShownByItsLink() {
    String cookie = issuer.cookie(server, "root");
    String fleet = ConsoleSignIn.get(server, "/console/fleet", cookie).body();
    String link = fleet.replaceAll("(?s).*href=\"(/console/nodes/[^\"]+)\".*", "$1");
    HttpResponse<String> node = ConsoleSignIn.get(server, link, cookie);
    assertEquals(200, node.statusCode(), node.body());
    assertTrue(node.body().contains("envoy-1"), node.body());
  }

  @Test
  void filters_wrongValue_showTheProblem() {
    HttpResponse<String> answer = get("root", "/console/audit?from=yesterday&status=&to=");
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("The time is in UTC"), answer.body());
    assertEquals(400, get("root", "/console/usage?groupBy=color").statusCode());
  }

  @Test
  void page_withoutSession_asksToSignIn() {
    HttpResponse<String> answer =
        ConsoleSignIn.get(server, "/console/audit?status=403", "__Host-sluice-session=x");
    assertEquals(303, answer.statusCode());
    assertEquals(
        "/console/login?to=%2Fconsole%2Faudit%3Fstatus%3D403",
        answer.headers().firstValue("location").orElseThrow());
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElseThrow());
  }
}
