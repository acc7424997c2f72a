package dev.sluice.e2e.traffic.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of calls from web pages of other origins. */
@ExtendWith(TestEnvironmentExtension.class)
final class CsrfIT {
  private final TestEnvironment sluice;

  CsrfIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void post_fromOtherOrigin_isRejectedInFormat() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-csrf", sluice.echoPort())) {
      product
          .policy("csrf", "{\"additional_origins\": [\"https://app.example.com:8443\"]}")
          .publishAndAwait(200);
      String id = TestEnvironment.uniqueId("csrf");
      GatewayResponse forged =
          product
              .client()
              .withCorrelation(id)
              .withHeader("origin", "https://evil.example")
              .post("/", "{}");

      assertEquals(403, forged.status());
      assertEquals("CSRF_ORIGIN_MISMATCH", forged.errorCode(), forged::body);
      assertEquals(id, forged.json().path("correlation_id").asString());
      assertEquals("CSRF_ORIGIN_MISMATCH", sluice.auditRows().awaitOne(id).column("error_code"));
      assertEquals(403, product.client().post("/", "{}").status());
    }
  }

  @Test
  void post_fromAllowedOrigin_passes() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-csrf-ok", sluice.echoPort())) {
      product
          .policy("csrf", "{\"additional_origins\": [\"https://app.example.com:8443\"]}")
          .publishAndAwait(200);
      GatewayClient client = product.client();

      assertEquals(
          200,
          client.withHeader("origin", "https://app.example.com:8443").post("/", "{}").status());
      assertEquals(
          200, client.withHeader("origin", "https://" + product.host()).post("/", "{}").status());
      assertEquals(
          200,
          client
              .withHeader("referer", "https://" + product.host() + "/page")
              .post("/", "{}")
              .status());
      assertEquals(200, client.withHeader("origin", "https://evil.example").get("/").status());
    }
  }

  @Test
  void post_atExemptRoute_passes() {
    try (EdgeProduct product = new EdgeProduct(sluice, "edge-csrf-off", sluice.echoPort())) {
      product.policy("csrf", "{}").routePolicy("csrf", "{\"enabled\": false}").publishAndAwait(200);
      assertEquals(
          200,
          product.client().withHeader("origin", "https://evil.example").post("/", "{}").status());
    }
  }

  @Test
  @Tag("C-23")
  @DisplayName("C-23 each environment has its own allowed origins")
  void c23_environments_haveOwnOrigins() {
    try (ProviderTenant provider = sluice.newProvider("edge-cors")) {
      provider.addProduct("edge-cors", sluice.echoPort());
      inEnvironment(provider, "dev", "http://localhost:4200");
      inEnvironment(provider, "prod", "https://app.example.com");
      provider.publishProduct("edge-cors", "dev", "default");
      sluice
          .sql()
          .execute(
              "update product_publishes set hostname = 'edge-cors-dev.test' where hostname = ?",
              "edge-cors.test");
      provider.publishProduct("edge-cors", "prod", "default");
      GatewayClient dev = at(provider, "dev");
      GatewayClient prod = at(provider, "prod");
      ControlPlaneState.awaitStatus(dev, 200);
      ControlPlaneState.awaitStatus(prod, 200);

      GatewayResponse allowed = preflight(dev, "http://localhost:4200");
      assertEquals(200, allowed.status());
      assertEquals(
          Optional.of("http://localhost:4200"), allowed.header("access-control-allow-origin"));
      String headers = allowed.header("access-control-allow-headers").orElseThrow();
      assertTrue(headers.contains("last-event-id") && headers.contains("x-agent-id"), headers);
      assertEquals(Optional.of("true"), allowed.header("access-control-allow-credentials"));
      assertEquals(Optional.of("3600"), allowed.header("access-control-max-age"));
      assertUnknown(preflight(prod, "http://localhost:4200"));
      assertUnknown(preflight(dev, "https://app.example.com"));
      assertEquals(
          Optional.of("https://app.example.com"),
          preflight(prod, "https://app.example.com").header("access-control-allow-origin"));
    }
  }

  private static void assertUnknown(GatewayResponse answer) {
    assertTrue(
        answer.headers().keySet().stream().noneMatch(name -> name.startsWith("access-control-")),
        answer::toString);
  }

  private void inEnvironment(ProviderTenant provider, String environment, String origin) {
    provider.setPolicy("cors", "{\"origins\": [\"" + origin + "\"]}");
    sluice
        .sql()
        .execute(
            "update policies set environment = ? from tenants where tenants.id = tenant_id"
                + " and slug = ? and environment is null",
            environment,
            provider.slug());
  }

  private GatewayClient at(ProviderTenant provider, String environment) {
    return sluice.atHost(provider.port(), "edge-cors." + environment + ".local.api.example.com");
  }

  private static GatewayResponse preflight(GatewayClient client, String origin) {
    return client
        .withHeader("Origin", origin)
        .withHeader("Access-Control-Request-Method", "POST")
        .withHeader("Access-Control-Request-Headers", "last-event-id,x-agent-id")
        .method("OPTIONS", "/api/aura/x");
  }
}
