package dev.sluice.extauthz.decision.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.policy.RequestRules;
import dev.sluice.extauthz.policy.TestPolicies;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressGuardTest {
  private static final RequestGuard FOR_ANYONE = AddressGuard.withoutTenants();
  private static final RequestGuard BY_TENANT = AddressGuard.withTenants();

  @TempDir Path folder;

  private RequestRules rules = RequestRules.NONE;

  @BeforeEach
  void lists() {
    rules =
        TestPolicies.rules(
            folder,
            """
              addresses:
                - {id: watched, deny: [192.0.2.0/24], mode: shadow}
                - {id: admin, allow: [10.0.0.0/8], routes: [/admin, shop/admin]}
                - {id: prod, deny: [192.0.2.7], environments: [prod]}
                - {id: partner, deny: [192.0.2.8], hosts: ["*.partner.example"]}
                - {id: acme, allow: [192.0.2.9], tenants: [acme]}
            """);
  }

  @Test
  void check_selectors() {
    assertEquals("", outcome(FOR_ANYONE, TestAuthorizationContext.from("198.51.100.1")));
    assertEquals(
        "IP_BLOCKED address:admin",
        outcome(FOR_ANYONE, TestAuthorizationContext.from("198.51.100.1").path("/admin/users")));
    assertEquals(
        "IP_BLOCKED address:admin",
        outcome(FOR_ANYONE, TestAuthorizationContext.from("198.51.100.1").path("/ADMIN")));
    assertEquals(
        "", outcome(FOR_ANYONE, TestAuthorizationContext.from("198.51.100.1").path("/admins")));
    assertEquals("", outcome(FOR_ANYONE, TestAuthorizationContext.from("10.1.1.1").path("/admin")));
    assertEquals(
        "IP_BLOCKED address:admin",
        outcome(FOR_ANYONE, TestAuthorizationContext.from("198.51.100.1").route("shop/admin")));
    assertEquals(
        "shadow address:watched, IP_BLOCKED address:prod",
        outcome(FOR_ANYONE, TestAuthorizationContext.from("192.0.2.7").environment("prod")));
    assertEquals(
        "shadow address:watched, IP_BLOCKED address:partner",
        outcome(
            FOR_ANYONE,
            TestAuthorizationContext.from("192.0.2.8").host("API.partner.example:443")));
    assertEquals(
        "shadow address:watched",
        outcome(FOR_ANYONE, TestAuthorizationContext.from("192.0.2.8").host("partner.example")));
  }

  @Test
  void check_invalidAddress_isDenied() {
    assertEquals(
        "shadow address:watched, IP_BLOCKED address:admin",
        outcome(FOR_ANYONE, TestAuthorizationContext.from("").path("/admin")));
    rules = RequestRules.NONE;
    assertEquals("", outcome(FOR_ANYONE, TestAuthorizationContext.from("")));
  }

  @Test
  void check_tenantRules_afterAuthentication() {
    assertEquals(
        "", outcome(BY_TENANT, TestAuthorizationContext.from("198.51.100.1").tenant("other")));
    assertEquals(
        "IP_BLOCKED address:acme",
        outcome(BY_TENANT, TestAuthorizationContext.from("198.51.100.1").tenant("acme")));
    assertEquals("", outcome(BY_TENANT, TestAuthorizationContext.from("192.0.2.9").tenant("acme")));
  }

  private String outcome(RequestGuard guard, TestAuthorizationContext context) {
    return context.rules(rules).violationsOf(guard);
  }
}
