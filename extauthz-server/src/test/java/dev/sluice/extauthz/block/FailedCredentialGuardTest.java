package dev.sluice.extauthz.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.guard.TestAuthorizationContext;
import dev.sluice.extauthz.policy.RequestRules;
import dev.sluice.extauthz.policy.TestPolicies;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.block.NetworkRuleTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedCredentialGuardTest {
  private static final String ENFORCED = "{failures: 3, window: 60s, block-for: 10m}";

  @TempDir Path folder;
  private final List<String> events = new ArrayList<>();
  private long now = 1;
  private NetworkRuleTable rows = NetworkRuleTable.empty();
  private RequestRules rules = RequestRules.NONE;
  private final FailedCredentialGuard guard =
      new FailedCredentialGuard(
          1,
          () -> rows,
          InstantSource.fixed(Instant.EPOCH),
          () -> now,
          (network, settings) -> events.add(network.text() + " " + settings.blockFor()));

  @Test
  void failures_reachLimit_addressIsBlocked() {
    rules(ENFORCED);
    fail("203.0.113.9", 2);
    assertEquals("", outcome("203.0.113.9"));
    fail("203.0.113.9", 1);
    assertEquals("blocking:failures", outcome("203.0.113.9"));
    assertEquals("", outcome("203.0.113.8"));
    assertEquals(List.of("203.0.113.9/32 PT10M"), events);
    now += Duration.ofMinutes(10).toNanos();
    assertEquals("", outcome("203.0.113.9"));
  }

  @Test
  void failures_ipv6_countByNetwork() {
    rules(ENFORCED);
    fail("2001:db8::1", 2);
    fail("2001:db8::2", 1);
    assertEquals("blocking:failures", outcome("2001:db8::3"));
    assertEquals("", outcome("2001:db8:0:1::1"));
    assertEquals(List.of("2001:db8:0:0:0:0:0:0/64 PT10M"), events);
  }

  @Test
  void failures_withoutSection_areIgnored() {
    fail("203.0.113.9", 100);
    assertEquals("", outcome("203.0.113.9"));
    rules(ENFORCED);
    fail("", 100);
    assertEquals("", outcome(""));
    assertEquals(List.of(), events);
  }

  @Test
  void failures_shadow_areReportedOnly() {
    rules("{failures: 3, mode: shadow}");
    fail("203.0.113.9", 3);
    assertEquals("shadow blocking:failures", outcome("203.0.113.9"));
    assertEquals(List.of("203.0.113.9/32 PT10M"), events);
  }

  @Test
  void failures_exceptedClient_isNotBlocked() {
    rules("{failures: 3, except: [203.0.113.0/24]}");
    fail("203.0.113.9", 9);
    rows = rows.with(Map.of("r", row("198.51.100.0/24")), Set.of());
    fail("198.51.100.1", 9);
    assertEquals("", outcome("203.0.113.9"));
    assertEquals("", outcome("198.51.100.1"));
    assertEquals(List.of(), events);
  }

  @Test
  void block_rowExceptsLater_isLifted() {
    rules(ENFORCED);
    fail("203.0.113.9", 3);
    rows = rows.with(Map.of("r", row("203.0.113.9/32")), Set.of());
    assertEquals("", outcome("203.0.113.9"));
  }

  @Test
  void release_sameNetwork_endsTheBlock() {
    rules(ENFORCED);
    fail("203.0.113.9", 3);
    guard.release(network("203.0.113.0/24"));
    assertEquals("blocking:failures", outcome("203.0.113.9"));
    guard.release(network("203.0.113.9/32"));
    assertEquals("", outcome("203.0.113.9"));
  }

  private void rules(String settings) {
    rules = TestPolicies.rules(folder, "  blocking: " + settings + "\n");
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      guard.onFailure(TestAuthorizationContext.from(address).rules(rules).context());
    }
  }

  private String outcome(String address) {
    RuleViolations violations = new RuleViolations();
    guard.check(TestAuthorizationContext.from(address).rules(rules).context(), violations);
    var enforced = violations.enforced();
    return enforced == null
        ? violations.shadowRules().stream().map(rule -> "shadow " + rule).findFirst().orElse("")
        : enforced.rule();
  }

  private static NetworkRule row(String network) {
    return new NetworkRule("address:r", network(network), true, Set.of(), Long.MAX_VALUE);
  }

  private static CidrBlock network(String text) {
    return ((CidrBlock.ParseResult.Parsed) CidrBlock.parse(text)).cidr();
  }
}
