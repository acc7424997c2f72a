package dev.sluice.extauthz.decision.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.policy.RequestRules;
import dev.sluice.extauthz.policy.TestPolicies;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressGuardTest {
  private static final long NOW = 1_000;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(NOW));

  @TempDir Path folder;

  private RequestRules rules = RequestRules.NONE;
  private NetworkRuleTable rows = NetworkRuleTable.empty();
  private final RequestGuard anyone = AddressGuard.withoutTenants(() -> rows, CLOCK);
  private final RequestGuard tenants = AddressGuard.withTenants(() -> rows, CLOCK);

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
    assertEquals("", outcome(anyone, TestAuthorizationContext.from("198.51.100.1")));
    assertEquals(
        "IP_BLOCKED address:admin",
        outcome(anyone, TestAuthorizationContext.from("198.51.100.1").path("/admin/users")));
    assertEquals(
        "IP_BLOCKED address:admin",
        outcome(anyone, TestAuthorizationContext.from("198.51.100.1").path("/ADMIN")));
    assertEquals(
        "", outcome(anyone, TestAuthorizationContext.from("198.51.100.1").path("/admins")));
    assertEquals("", outcome(anyone, TestAuthorizationContext.from("10.1.1.1").path("/admin")));
    assertEquals(
        "IP_BLOCKED address:admin",
        outcome(anyone, TestAuthorizationContext.from("198.51.100.1").route("shop/admin")));
    assertEquals(
        "shadow address:watched, IP_BLOCKED address:prod",
        outcome(anyone, TestAuthorizationContext.from("192.0.2.7").environment("prod")));
    assertEquals(
        "shadow address:watched, IP_BLOCKED address:partner",
        outcome(
            anyone, TestAuthorizationContext.from("192.0.2.8").host("API.partner.example:443")));
    assertEquals(
        "shadow address:watched",
        outcome(anyone, TestAuthorizationContext.from("192.0.2.8").host("partner.example")));
  }

  @Test
  void check_invalidAddress_isDenied() {
    assertEquals(
        "shadow address:watched, IP_BLOCKED address:admin",
        outcome(anyone, TestAuthorizationContext.from("").path("/admin")));
    rules = RequestRules.NONE;
    assertEquals("", outcome(anyone, TestAuthorizationContext.from("")));
  }

  @Test
  void check_tenantRules_afterAuthentication() {
    assertEquals(
        "", outcome(tenants, TestAuthorizationContext.from("198.51.100.1").tenant("other")));
    assertEquals(
        "IP_BLOCKED address:acme",
        outcome(tenants, TestAuthorizationContext.from("198.51.100.1").tenant("acme")));
    assertEquals("", outcome(tenants, TestAuthorizationContext.from("192.0.2.9").tenant("acme")));
  }

  @Test
  void check_rowThatDenies_untilItExpires() {
    rules = RequestRules.NONE;
    deny("r1", "203.0.113.0/24", Long.MAX_VALUE);
    deny("r2", "198.51.100.0/24", NOW);
    assertEquals("IP_BLOCKED address:r1", outcome("203.0.113.9"));
    assertEquals("", outcome("198.51.100.1"));
    assertEquals("", outcome("2001:db8::1"));
    assertEquals("", outcome(""));
    rows = rows.with(Map.of(), Set.of("r1"));
    assertEquals("", outcome("203.0.113.9"));
  }

  @Test
  void check_smallestNetwork_namesTheRow() {
    deny("wide", "203.0.113.0/24", Long.MAX_VALUE);
    deny("narrow", "203.0.113.9/32", Long.MAX_VALUE);
    assertEquals("IP_BLOCKED address:narrow", outcome("203.0.113.9"));
    assertEquals("IP_BLOCKED address:wide", outcome("203.0.113.8"));
  }

  @Test
  void check_rowThatAllows_winsOverDenials() {
    deny("r1", "203.0.113.9/32", Long.MAX_VALUE);
    row("office", "203.0.113.0/24", true, Set.of(), Long.MAX_VALUE);
    row("partner", "192.0.2.7/32", true, Set.of(), Long.MAX_VALUE);
    assertEquals("", outcome("203.0.113.9"));
    assertEquals(
        "", outcome(anyone, TestAuthorizationContext.from("192.0.2.7").environment("prod")));
  }

  @Test
  void check_rowThatAllows_opensNoAllowList() {
    row("office", "203.0.113.0/24", true, Set.of(), Long.MAX_VALUE);
    assertEquals(
        "IP_BLOCKED address:admin",
        outcome(anyone, TestAuthorizationContext.from("203.0.113.9").path("/admin")));
  }

  @Test
  void check_exceptionOfFile_winsOverRows() {
    rules =
        TestPolicies.rules(
            folder,
            """
              addresses:
                - {id: feed, deny: [198.51.100.0/24], allow: [203.0.113.9]}
                - {id: region, allow: ["203.0.113.0/24"]}
            """);
    deny("r1", "203.0.113.0/24", Long.MAX_VALUE);
    assertEquals("", outcome("203.0.113.9"));
    assertEquals("IP_BLOCKED address:r1", outcome("203.0.113.8"));
  }

  @Test
  void check_rowOfTenant_concernsItsCallers() {
    rules = RequestRules.NONE;
    row("r1", "203.0.113.0/24", false, Set.of("acme", "7"), Long.MAX_VALUE);
    var acme = TestAuthorizationContext.from("203.0.113.9").tenant("acme");
    assertEquals("", outcome(anyone, acme));
    assertEquals("IP_BLOCKED address:r1", outcome(tenants, acme));
    assertEquals(
        "IP_BLOCKED address:r1",
        outcome(tenants, TestAuthorizationContext.from("203.0.113.9").tenant("7")));
    assertEquals(
        "", outcome(tenants, TestAuthorizationContext.from("203.0.113.9").tenant("other")));
    row("office", "203.0.113.9/32", true, Set.of(), Long.MAX_VALUE);
    assertEquals("", outcome(tenants, acme));
  }

  private void deny(String id, String network, long expires) {
    row(id, network, false, Set.of(), expires);
  }

  private void row(String id, String network, boolean allows, Set<String> names, long expires) {
    CidrBlock cidr = ((CidrBlock.ParseResult.Parsed) CidrBlock.parse(network)).cidr();
    rows =
        rows.with(
            Map.of(id, new NetworkRule("address:" + id, cidr, allows, names, expires)), Set.of());
  }

  private String outcome(String client) {
    return outcome(anyone, TestAuthorizationContext.from(client));
  }

  private String outcome(RequestGuard guard, TestAuthorizationContext context) {
    return context.rules(rules).violationsOf(guard);
  }
}
