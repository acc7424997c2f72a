package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The tests of policies that change headers. */
@ExtendWith(TestEnvironmentExtension.class)
final class HeaderPolicyIT {
  private final TestEnvironment sluice;

  HeaderPolicyIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void headers_setAddRemove_reachUpstreamAndClient() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-headers", sluice.echoPort())) {
      product
          .policy(
              "header",
              """
              {"request": {"set": {"X-Plan": "gold", "x-percent": "100%%"}, "add": {"x-more": "second"}, "remove": ["x-debug"]},
               "response": {"set": {"x-frame-options": "DENY"}, "add": {"x-upstream": "edge"}, "remove": ["date"]}}
              """)
          .publishAndAwait(200);
      GatewayResponse answer =
          product
              .client()
              .withHeader("x-plan", "free")
              .withHeader("x-more", "first")
              .withHeader("x-debug", "1")
              .get("/");

      JsonNode seen = answer.json().path("headers");
      assertEquals("gold", seen.path("x-plan").asString());
      assertEquals("100%", seen.path("x-percent").asString());
      assertTrue(seen.path("x-more").toString().contains("first"), seen::toString);
      assertTrue(seen.path("x-more").toString().contains("second"), seen::toString);
      assertFalse(seen.has("x-debug"), seen::toString);
      assertEquals("DENY", answer.header("x-frame-options").orElseThrow());
      assertEquals(2, answer.headers().getOrDefault("x-upstream", List.of()).size());
    }
  }

  @Test
  void headers_templates_haveValuesOfRequest() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-templates", sluice.echoPort())) {
      product
          .policy(
              "header",
              """
              {"request": {"set": {"x-client": "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%", "x-received": "at %START_TIME%",
                 "x-copy": "<%REQ(x-own)%>", "x-route": "%ROUTE_NAME%", "x-protocol": "%PROTOCOL%"}},
               "response": {"set": {"x-served": "%UPSTREAM_CLUSTER% %RESP(x-upstream)% %REQ(x-own)%"}}}
              """)
          .publishAndAwait(200);
      GatewayResponse answer = product.client().withHeader("x-own", "mine").get("/");

      JsonNode seen = answer.json().path("headers");
      assertEquals("127.0.0.1", seen.path("x-client").asString());
      assertTrue(seen.path("x-received").asString().matches("at 2[0-9]{3}-.*Z"), seen::toString);
      assertEquals("<mine>", seen.path("x-copy").asString());
      assertTrue(seen.path("x-route").asString().contains("/"), seen::toString);
      assertEquals("HTTP/1.1", seen.path("x-protocol").asString());
      assertTrue(answer.header("x-served").orElseThrow().startsWith("backend/"));
      assertTrue(answer.header("x-served").orElseThrow().endsWith(" mine"));
    }
  }

  @Test
  void headers_ofRoute_winOverThoseOfTenant() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-merged", sluice.echoPort())) {
      product
          .policy("header", "{\"request\": {\"set\": {\"x-a\": \"wide\", \"x-b\": \"wide\"}}}")
          .routePolicy("header", "{\"request\": {\"set\": {\"x-a\": \"narrow\"}}}")
          .publishAndAwait(200);

      JsonNode seen = product.client().get("/").json().path("headers");
      assertEquals("narrow", seen.path("x-a").asString());
      assertEquals("wide", seen.path("x-b").asString());
    }
  }

  @Test
  void headers_reserved_areFindings() {
    for (String spec :
        List.of(
            "{\"request\": {\"set\": {\"X-User-Id\": \"root\"}}}",
            "{\"request\": {\"remove\": [\"authorization\"]}}",
            "{\"response\": {\"set\": {\"x-leak\": \"%REQ(cookie)%\"}}}",
            "{\"request\": {\"set\": {\"x-late\": \"%RESP(x-a)%\"}}}",
            "{\"request\": {\"set\": {\"x-bad\": \"50%\"}}}")) {
      try (EdgeProduct product = new EdgeProduct(sluice, "edge-reserved", sluice.echoPort())) {
        product.policy("header", spec).publishAndAwait(200);
        ConditionWait.awaitTrue(
            spec + " is a finding",
            ControlPlaneState.LIMIT,
            () -> product.policyFindings().toString().contains("header|spec|"));
        assertFalse(product.client().get("/").json().path("headers").has("x-user-id"));
      }
    }
  }
}
