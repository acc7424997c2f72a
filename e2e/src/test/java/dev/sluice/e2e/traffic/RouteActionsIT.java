package dev.sluice.e2e.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.rows.RouteRows;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of policies that rewrite a request, redirect it or answer it. */
@ExtendWith(TestEnvironmentExtension.class)
final class RouteActionsIT {
  private static final String CLUSTER = "default";
  private static final String HOST = ".dev.local.api.example.com";

  private final TestEnvironment sluice;

  RouteActionsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  /**
   * A case of a policy.
   *
   * @param route the kind and the path of the route
   * @param effect what a request to the target shows, see {@link #effect}
   */
  private record ActionCase(String kind, String spec, String route, String target, String effect) {}

  private static final List<ActionCase> CASES =
      List.of(
          rewrite("{\"prefix\": \"/new/\"}", "prefix /r1/", "/r1/x?q=1", "/new/x?q=1 at actions"),
          rewrite("{\"prefix\": \"/whole\"}", "exact /r2", "/r2", "/whole? at actions"),
          rewrite(
              "{\"regex\": {\"pattern\": \"^/r3/([a-z]+)/(.*)$\", \"substitution\": \"/\\\\2/in/\\\\1\"}}",
              "prefix /r3/",
              "/r3/shop/1/2?q=1",
              "/1/2/in/shop?q=1 at actions"),
          rewrite(
              "{\"template\": \"/items/{item}/of/{id}\"}",
              "template /r4/{id}/items/{item}",
              "/r4/7/items/8?q=1",
              "/items/8/of/7?q=1 at actions"),
          rewrite("{\"host\": \"a.internal\"}", "exact /r5", "/r5", "/r5? at a.internal"),
          rewrite("{\"host_header\": \"x-site\"}", "exact /r6", "/r6", "/r6? at b.internal"),
          rewrite(
              "{\"host_regex\": {\"pattern\": \"^/r7/([a-z]+)$\", \"substitution\": \"\\\\1.internal\"}}",
              "prefix /r7/",
              "/r7/c",
              "/r7/c? at c.internal"),
          redirect(
              "{\"scheme\": \"https\", \"host\": \"e.com\", \"port\": 8443, \"path\": \"/n\"}",
              "exact /d1",
              "/d1?q=1",
              "301 https://e.com:8443/n?q=1"),
          redirect(
              "{\"host\": \"e.com\", \"prefix\": \"/n/\", \"status\": 302}",
              "prefix /d2/",
              "/d2/x?q=1",
              "302 http://e.com/n/x?q=1"),
          redirect(
              "{\"host\": \"e.com\", \"status\": 303, \"regex\": {\"pattern\": \"^/d3/(.*)$\","
                  + " \"substitution\": \"/n/\\\\1\"}}",
              "prefix /d3/",
              "/d3/x",
              "303 http://e.com/n/x"),
          redirect(
              "{\"host\": \"e.com\", \"status\": 307, \"strip_query\": true}",
              "prefix /d4/",
              "/d4/x?q=1",
              "307 http://e.com/d4/x"),
          redirect(
              "{\"host\": \"e.com\", \"path\": \"/n?a=b\", \"status\": 308}",
              "template /d5/{id}",
              "/d5/x?q=1",
              "308 http://e.com/n?a=b"),
          redirect("{\"scheme\": \"http\"}", "exact /d6", "/d6", "/d6? at actions"),
          redirect(
              "{\"scheme\": \"https\", \"port\": 8443}",
              "exact /d7",
              "/d7",
              "301 https://actions" + HOST + ":8443/d7"),
          answer(
              "{\"status\": 503, \"body\": \"{\\\"m\\\": \\\"100% closed\\\"}\", \"content_type\": \"application/json\","
                  + " \"headers\": [{\"name\": \"x-a\", \"value\": \"50%\"}]}",
              "exact /a1", "/a1", "503 application/json 50% {\"m\": \"100% closed\"}"),
          answer("{\"status\": 410}", "exact /a2", "/a2", "410 - - "),
          answer(
              "{\"status\": 200, \"body\": \"ok\"}",
              "exact /a3",
              "/a3",
              "200 text/plain; charset=utf-8 - ok"));

  private static ActionCase rewrite(String spec, String route, String target, String effect) {
    return new ActionCase("rewrite", spec, route, target, effect);
  }

  private static ActionCase redirect(String spec, String route, String target, String effect) {
    return new ActionCase("redirect", spec, route, target, effect);
  }

  private static ActionCase answer(String spec, String route, String target, String effect) {
    return new ActionCase("direct_response", spec, route, target, effect);
  }

  @Test
  void policy_eachAction_hasItsEffect() {
    try (ProviderTenant provider = sluice.newProvider("actions")) {
      provider.addProduct("actions", sluice.echoPort());
      for (int i = 0; i < CASES.size(); i++) {
        ActionCase each = CASES.get(i);
        String[] match = each.route().split(" ", 2);
        routes("actions").add("action-" + i, match[0], match[1], "actions");
        provider.setRoutePolicy("actions", "action-" + i, each.kind(), each.spec());
      }
      GatewayClient client = published(provider, "actions").withHeader("x-site", "b.internal");
      List<String> failures = new ArrayList<>();
      for (ActionCase each : CASES) {
        String effect = effect(each, client.get(each.target()));
        System.out.println("ACTION " + each.kind() + " " + each.spec() + " -> " + effect);
        if (!effect.equals(each.effect())) {
          failures.add(each + " but was " + effect);
        }
      }
      assertEquals(List.of(), failures);
    }
  }

  @Test
  void rewrite_ofServiceAndRoute_areMerged() {
    try (ProviderTenant provider = sluice.newProvider("merged")) {
      provider.addProduct("merged", sluice.echoPort());
      provider.setServicePolicy("merged", "rewrite", "{\"host\": \"wide.internal\"}");
      provider.setRoutePolicy("merged", "merged", "rewrite", "{\"prefix\": \"/narrow/\"}");
      GatewayClient client = published(provider, "merged");
      assertEquals("/narrow/x? at wide.internal", upstream(client.get("/x")));
    }
  }

  @Test
  void action_withoutCredential_is401() {
    try (ProviderTenant provider = sluice.newProvider("guarded")) {
      provider.addProduct("guarded", sluice.echoPort());
      routes("guarded").addWithoutBackend("moved", "exact", "/moved");
      routes("guarded").addWithoutBackend("closed", "exact", "/closed");
      provider.setRoutePolicy("guarded", "moved", "redirect", "{\"path\": \"/elsewhere\"}");
      provider.setRoutePolicy("guarded", "closed", "direct_response", "{\"status\": 410}");
      GatewayClient anyone = published(provider, "guarded");
      assertEquals(301, anyone.get("/moved").status());
      sluice
          .sql()
          .execute(
              "update product_publishes set auth_mode = 'oauth2',"
                  + " auth_config = '{\"issuer\": \"default\"}'"
                  + " where product_id = (select id from products where slug = 'guarded')");
      ControlPlaneState.awaitStatus(anyone, 401);
      for (String path : List.of("/moved", "/closed")) {
        GatewayResponse denied = anyone.get(path);
        assertEquals(401, denied.status(), path);
        assertTrue(denied.header("location").isEmpty());
      }
      GatewayClient user = anyone.withBearer(sluice.stack().issuer().token("viewer"));
      assertEquals(301, user.get("/moved").status());
      assertEquals(410, user.get("/closed").status());
    }
  }

  @Test
  void action_onInspectedRoute_answers() {
    try (ProviderTenant provider = sluice.newProvider("inspected-actions")) {
      provider
          .setInspection("pre_and_incremental")
          .addProduct("inspected-actions", sluice.echoPort());
      routes("inspected-actions").addWithoutBackend("closed", "exact", "/closed");
      provider.setRoutePolicy(
          "inspected-actions",
          "closed",
          "direct_response",
          "{\"status\": 410, \"body\": \"gone\"}");
      provider.setRoutePolicy(
          "inspected-actions", "inspected-actions", "rewrite", "{\"prefix\": \"/n/\"}");
      GatewayClient client = published(provider, "inspected-actions");
      GatewayResponse answer = client.post("/closed", "{\"a\": 1}");
      assertEquals(410, answer.status());
      assertEquals("gone", answer.body());
      assertEquals("/n/x? at inspected-actions", upstream(client.post("/x", "{\"a\": 1}")));
    }
  }

  @Test
  void action_invalid_is503WithFinding() {
    try (ProviderTenant provider = sluice.newProvider("invalid-actions")) {
      provider.addProduct("invalid-actions", sluice.echoPort());
      GatewayClient client = published(provider, "invalid-actions");
      assertUnavailable(provider, client, "redirect", "{\"path\": \"nowhere\"}", "spec/path|");
      assertUnavailable(provider, client, "redirect", "{\"status\": 301}", "spec|redirects to the");
      assertUnavailable(
          provider,
          client,
          "rewrite",
          "{\"prefix\": \"/a\", \"template\": \"/b\"}",
          "spec|prefix,");
      assertUnavailable(
          provider,
          client,
          "rewrite",
          "{\"regex\": {\"pattern\": \"^/(\", \"substitution\": \"/\"}}",
          "spec/regex/pattern|");
      assertUnavailable(provider, client, "direct_response", "{\"status\": 99}", "spec/status|");
      provider.setPolicy("rewrite", "{\"template\": \"/{id}\"}");
      ControlPlaneState.awaitStatus(client, 503);
      awaitFinding("routes", "invalid-actions", "path_kind|has no template");
    }
  }

  private void assertUnavailable(
      ProviderTenant provider, GatewayClient client, String kind, String spec, String finding) {
    provider.setPolicy(kind, spec);
    ControlPlaneState.awaitStatus(client, 503);
    assertEquals("UPSTREAM_UNAVAILABLE", client.get("/").errorCode());
    awaitFinding("policies", kind, finding);
    provider.deletePolicies(kind);
    ControlPlaneState.awaitStatus(client, 200);
  }

  private void awaitFinding(String table, String name, String start) {
    ConditionWait.awaitTrue(
        "a finding starts with " + start,
        ControlPlaneState.LIMIT,
        () ->
            sluice.controlPlane().findings(table, name).stream()
                .anyMatch(finding -> finding.startsWith("plan|" + start)));
  }

  /**
   * Returns what a response shows: path and host at the upstream, or status and location of a
   * redirect, or status, type, header {@code x-a} and body of a direct response.
   */
  private static String effect(ActionCase each, GatewayResponse response) {
    if (response.header("x-upstream").isPresent()) {
      return upstream(response);
    }
    return response.status()
        + " "
        + (each.kind().equals("redirect")
            ? response.header("location").orElse("-")
            : response.header("content-type").orElse("-")
                + " "
                + response.header("x-a").orElse("-")
                + " "
                + response.body());
  }

  private static String upstream(GatewayResponse response) {
    JsonNode echo = response.json();
    return echo.path("path").asString()
        + "?"
        + echo.path("query").asString()
        + " at "
        + echo.path("headers").path("host").asString().replace(HOST, "");
  }

  private RouteRows routes(String product) {
    return new RouteRows(sluice.sql(), product);
  }

  private GatewayClient published(ProviderTenant provider, String product) {
    provider.publishProduct(product, "dev", CLUSTER);
    GatewayClient client = sluice.atHost(provider.port(), product + HOST);
    ControlPlaneState.awaitStatus(client, 200);
    return client;
  }
}
