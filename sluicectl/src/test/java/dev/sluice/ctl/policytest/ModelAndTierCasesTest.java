package dev.sluice.ctl.policytest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAndTierCasesTest {
  @TempDir private Path folder;
  private PolicyTestFixture fixture;

  @BeforeEach
  void policies() throws IOException {
    fixture =
        new PolicyTestFixture(folder)
            .policy(
                "models.yaml",
                "ModelRules",
                """
                rules:
                  - {id: acme, allow: [fast], tenants: [acme]}
                  - {id: later, deny: [big*], mode: shadow}
                """)
            .policy("tiers.yaml", "Tiers", "tiers: {free: {per-minute: 10, burst: 5}}");
  }

  @Test
  void cases_thatFit_pass() throws IOException {
    fixture.test(
        "models.yaml, tiers.yaml",
        """
        models:
          - {name: own, tenant: acme, model: fast, expect: {decision: allow, shadow: []}}
          - {name: other, tenant: acme, model: big, expect: {decision: deny, rule: 'model:acme', shadow: ['model:later']}}
          - {name: another tenant, tenant: shop, model: slow, expect: {decision: allow}}
        tiers:
          - {tier: free, expect: {per-minute: 10, burst: 5}}
        """);
    assertEquals(0, fixture.run("--mutate", "--threshold", "100"), fixture::said);
    assertTrue(fixture.said().contains("model rules              2 of     2"), fixture::said);
    assertTrue(fixture.said().contains("mutations 100.0 %"), fixture::said);
  }

  @Test
  void cases_thatDiffer_fail() throws IOException {
    fixture.test(
        "models.yaml, tiers.yaml",
        """
        models:
          - {name: denied, tenant: acme, model: big, expect: {decision: allow}}
        tiers:
          - {tier: free, expect: {per-minute: 10}}
          - {tier: premium, expect: {per-minute: 10}}
        """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(fixture.said().contains("decision: expected allow, was deny"), fixture::said);
    assertTrue(fixture.said().contains("limits: expected {per-minute=10}"), fixture::said);
    assertTrue(fixture.said().contains("the policy has no tier premium"), fixture::said);
  }
}
