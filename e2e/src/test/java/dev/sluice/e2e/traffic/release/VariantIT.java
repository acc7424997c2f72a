package dev.sluice.e2e.traffic.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of variants, which pin callers to a backend. */
@ExtendWith(TestEnvironmentExtension.class)
final class VariantIT {
  private static final int CALLS = 20;

  private final TestEnvironment sluice;

  VariantIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 the header X-Variant pins, also to a backend of weight 0")
  void c81_header_pins() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-header")) {
      product.setVariants("");
      awaitVariants(product.client(), Set.of("stable"));
      GatewayClient pinned = product.client().withHeader("X-Variant", "b");
      assertVariant(pinned, "b");
      assertVariant(product.client().withHeader("X-Variant", "none"), "stable");
      product.setWeights(50, 50);
      awaitVariants(product.client(), Set.of("stable", "b"));
      assertVariant(pinned, "b");
      assertVariant(product.client().withHeader("X-Variant", "stable"), "stable");
    }
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 a cookie keeps a caller at its variant until that is taken back")
  void c81_cookie_pins() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-cookie")) {
      product.setWeights(50, 50);
      product.setVariants(", \"cookie\": \"sluice_variant\"");
      awaitVariants(product.client(), Set.of("stable", "b"));
      String cookie = cookieOf(product.client(), "b");
      assertTrue(cookie.startsWith("sluice_variant=b; Path=/; Max-Age=86400"), cookie);
      GatewayClient kept =
          product.client().withHeader("Cookie", "a=1; sluice_variant=b; sluice_variants=stable");
      GatewayResponse answer = assertVariant(kept, "b");
      assertTrue(answer.header("set-cookie").isEmpty());

      product.setWeights(100, 0);
      awaitVariants(product.client(), Set.of("stable"));
      assertVariant(kept, "stable");
    }
  }

  @Test
  @DisplayName("the policy names the header and the life of the cookie")
  void headerAndCookie_areThoseOfThePolicy() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-lane")) {
      product.setVariants(", \"header\": \"x-lane\", \"cookie\": \"lane\", \"cookie_ttl\": \"1h\"");
      ConditionWait.awaitTrue(
          "the lane is named",
          ControlPlaneState.LIMIT,
          () -> product.client().get("/").header("x-lane").orElse("").equals("stable"));
      String cookie = product.client().get("/").header("set-cookie").orElse("");
      assertTrue(cookie.startsWith("lane=stable; Path=/; Max-Age=3600"), cookie);
      GatewayResponse pinned = product.client().withHeader("X-Lane", "b").get("/");
      assertEquals("next", pinned.header("x-upstream").orElse(""));
      assertEquals("b", pinned.header("x-lane").orElse(""));
    }
  }

  @Test
  @Tag("C-81")
  @DisplayName("C-81 a tenant is pinned to a variant")
  void c81_tenant_isPinned() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-tenant")) {
      product.setVariants(", \"tenants\": {\"acme.one\": \"b\", \"globex\": \"b\"}");
      awaitVariants(product.client(), Set.of("stable"));
      assertVariant(product.client().withHeader("X-Tenant-ID", "acme.one"), "b");
      assertVariant(product.client().withHeader("X-Tenant-ID", "globex"), "b");
      assertVariant(product.client().withHeader("X-Tenant-ID", "acme-one"), "stable");
    }
  }

  @Test
  @DisplayName("a variant without its backend is a finding, and the others are served")
  void variant_unknownBackend_isAFinding() {
    try (TwoBackendProduct product = new TwoBackendProduct(sluice, "c81-typo")) {
      product
          .provider()
          .setServicePolicy(
              "c81-typo", "variant", "{\"variants\": {\"stable\": \"c81-typo\", \"b\": \"c81\"}}");
      awaitVariants(product.client(), Set.of("stable"));
      assertVariant(product.client().withHeader("X-Variant", "b"), "stable");
      ConditionWait.awaitTrue(
          "it is a finding",
          ControlPlaneState.LIMIT,
          () ->
              sluice
                  .controlPlane()
                  .findings("routes", "c81-typo")
                  .equals(
                      List.of(
                          "plan|backends|the variant b is not served: the route has no backend"
                              + " c81")));
    }
  }

  /** Checks that all responses are of a variant and name it; returns the last one. */
  private static GatewayResponse assertVariant(GatewayClient client, String variant) {
    GatewayResponse answer = client.get("/");
    for (int n = 0; n < CALLS; n++) {
      answer = client.get("/");
      assertEquals(200, answer.status());
      assertEquals(variant, answer.header("x-variant").orElse(""));
      String upstream = variant.equals("b") ? "next" : "stable";
      assertEquals(upstream, answer.header("x-upstream").orElse(""));
    }
    return answer;
  }

  /** Waits until a row of responses names exactly these variants. */
  private static void awaitVariants(GatewayClient client, Set<String> variants) {
    ConditionWait.awaitTrue(
        "the variants are " + variants,
        ControlPlaneState.LIMIT,
        () -> {
          Set<String> seen = new HashSet<>();
          for (int n = 0; n < CALLS; n++) {
            seen.add(client.get("/").header("x-variant").orElse(""));
          }
          return seen.equals(variants);
        });
  }

  private static String cookieOf(GatewayClient client, String variant) {
    GatewayResponse answer = client.get("/");
    while (!answer.header("x-variant").orElse("").equals(variant)) {
      answer = client.get("/");
    }
    return answer.header("set-cookie").orElse("");
  }
}
