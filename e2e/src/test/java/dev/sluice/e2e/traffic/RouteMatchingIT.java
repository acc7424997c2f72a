package dev.sluice.e2e.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.rows.RouteRows;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of how a request finds its route. */
@ExtendWith(TestEnvironmentExtension.class)
final class RouteMatchingIT {
  private static final String CLUSTER = "default";
  private static final String MATCHED = "matched";

  private final TestEnvironment sluice;

  RouteMatchingIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void match_eachCondition_selectsTheRoute() {
    try (RawHttpUpstream upstream = new RawHttpUpstream();
        ProviderTenant provider = sluice.newProvider("match-table")) {
      upstream.respondWith(
          new RawHttpUpstream.ScriptedResponse("text/plain", List.of(MATCHED), Map.of()));
      provider.addProduct("match-table", sluice.echoPort());
      RouteRows routes = routes("match-table").addBackend(MATCHED, upstream.port());
      routes.set("match-table", "priority = -1");
      List<RouteMatchCase> cases = RouteMatchCase.ALL;
      for (int i = 0; i < cases.size(); i++) {
        routes.add("case-" + i, "exact", "/", MATCHED);
        routes.set("case-" + i, cases.get(i).columns());
      }
      GatewayClient client = published(provider, "match-table");
      List<String> failures = new ArrayList<>();
      for (RouteMatchCase each : cases) {
        each.matching().stream()
            .filter(request -> !send(client, request).body().equals(MATCHED))
            .forEach(request -> failures.add(request + " does not match " + each.columns()));
        each.others().stream()
            .filter(request -> send(client, request).header("x-upstream").isEmpty())
            .forEach(request -> failures.add(request + " matches " + each.columns()));
        System.out.println("MATCH " + each);
      }
      assertEquals(List.of(), failures);
      assertEquals(List.of(), sluice.controlPlane().findings("routes", "case-0"));
    }
  }

  @Test
  void match_severalRoutes_mostSpecificIsFirst() {
    try (ProviderTenant provider = sluice.newProvider("match-order")) {
      provider.addProduct("match-order", sluice.echoPort());
      RouteRows routes = routes("match-order");
      answering(provider, routes, "regex", "regex", "/o/.*");
      answering(provider, routes, "prefix", "prefix", "/o/");
      answering(provider, routes, "long-prefix", "prefix", "/o/1/items");
      answering(provider, routes, "rest", "template", "/o/{id}/{rest=**}");
      answering(provider, routes, "template", "template", "/o/{id}/items/{item}");
      answering(provider, routes, "exact", "exact", "/o/1/items/2");
      answering(provider, routes, "header", "exact", "/o/1/items/2");
      routes.set("header", "headers = '[{\"name\": \"x-a\", \"present\": true}]'");
      routes.set("match-order", "priority = -1");
      GatewayClient client = published(provider, "match-order");
      assertEquals("header", client.withHeader("x-a", "1").get("/o/1/items/2").body());
      for (String winner : List.of("exact", "template", "rest", "long-prefix", "prefix", "regex")) {
        awaitBody(client, "/o/1/items/2", winner);
        routes.set(winner, "enabled = false");
      }
      awaitBody(client, "/o/1/items/2", "");
      routes.set("exact", "enabled = true");
      awaitBody(client, "/o/1/items/2", "exact");
      routes.set("regex", "enabled = true, priority = 10");
      awaitBody(client, "/o/1/items/2", "regex");
    }
  }

  @Test
  void match_noRoute_is404WithoutUpstream() {
    try (ScriptedProduct product = new ScriptedProduct(sluice, "match-none", "off")) {
      routes("match-none").set("match-none", "path_kind = 'exact', path = '/only'");
      ControlPlaneState.awaitStatus(product.client(), 404);
      product.respondWithEvents("data: x\n\n");
      GatewayResponse other = product.client().get("/only/not");
      assertEquals(404, other.status());
      assertEquals("NOT_FOUND", other.errorCode());
      assertTrue(product.upstream().lastRequest().isEmpty());
      assertEquals(200, product.client().get("/only").status());
    }
  }

  @Test
  void match_invalidRoute_weakerRouteGetsNothing() {
    try (ScriptedProduct product = new ScriptedProduct(sluice, "match-invalid", "off")) {
      RouteRows routes = routes("match-invalid");
      routes.add("match-regex", "regex", "/closed/[0-9]+/(", "match-invalid");
      routes.set("match-regex", "priority = 1");
      ControlPlaneState.awaitStatusAt(product.client(), "/closed/1/2", 503);
      product.respondWithEvents("data: x\n\n");
      GatewayResponse withheld = product.client().get("/closed/anything");
      assertEquals(503, withheld.status());
      assertEquals("UPSTREAM_UNAVAILABLE", withheld.errorCode());
      assertTrue(product.upstream().lastRequest().isEmpty());
      assertEquals(200, product.client().get("/open").status());
      awaitFinding("match-regex", "plan|path|is no RE2 expression");

      routes.set("match-regex", "path = '/closed/[0-9]+'");
      ControlPlaneState.awaitStatusAt(product.client(), "/closed/anything", 200);
      routes.set("match-regex", "headers = '[{\"name\": \"x-a\"}]'");
      ControlPlaneState.awaitStatusAt(product.client(), "/closed/1", 503);
      assertEquals(200, product.client().get("/closed/anything").status());
      awaitFinding("match-regex", "plan|headers/0|needs one of the keys");

      routes.set(
          "match-regex", "headers = '[]', path_kind = 'template', path = '/closed/{id}/{id}'");
      ControlPlaneState.awaitStatusAt(product.client(), "/closed/anything", 503);
      awaitFinding("match-regex", "plan|path|has two variables id");
      routes.set("match-regex", "query = '[{\"name\": \"q\", \"is\": 1}]', path = '/closed/{id}'");
      ControlPlaneState.awaitStatusAt(product.client(), "/closed/anything/else", 200);
      assertEquals(503, product.client().get("/closed/anything").status());
      awaitFinding("match-regex", "plan|query/0/is|is not a known key");
    }
  }

  private void awaitFinding(String route, String start) {
    ConditionWait.awaitTrue(
        "a finding starts with " + start,
        ControlPlaneState.LIMIT,
        () ->
            sluice.controlPlane().findings("routes", route).stream()
                .anyMatch(finding -> finding.startsWith(start)));
  }

  private static void answering(
      ProviderTenant provider, RouteRows routes, String name, String kind, String path) {
    routes.addWithoutBackend(name, kind, path);
    provider.setRoutePolicy(
        provider.slug(), name, "direct_response", "{\"status\": 200, \"body\": \"" + name + "\"}");
  }

  private static void awaitBody(GatewayClient client, String path, String body) {
    String[] last = new String[1];
    boolean seen =
        ConditionWait.becomesTrue(
            ControlPlaneState.LIMIT,
            () -> {
              GatewayResponse response = client.get(path);
              last[0] = response.header("x-upstream").isPresent() ? "" : response.body();
              return last[0].equals(body);
            });
    assertTrue(seen, () -> "'" + last[0] + "' instead of '" + body + "'");
  }

  private static GatewayResponse send(GatewayClient client, String request) {
    String[] words = request.split(" ", 3);
    GatewayClient sender = client;
    if (words.length > 2) {
      String[] header = words[2].split(":", 2);
      sender = client.withHeader(header[0], header[1]);
    }
    return sender.method(words[0], words[1]);
  }

  private RouteRows routes(String product) {
    return new RouteRows(sluice.sql(), product);
  }

  private GatewayClient published(ProviderTenant provider, String product) {
    provider.publishProduct(product, "dev", CLUSTER);
    GatewayClient client = sluice.atHost(provider.port(), product + ".dev.local.api.example.com");
    ControlPlaneState.awaitStatus(client, 200);
    return client;
  }
}
