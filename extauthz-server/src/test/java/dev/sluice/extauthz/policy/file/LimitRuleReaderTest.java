package dev.sluice.extauthz.policy.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.policy.TestPolicies;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.LimitRules;
import dev.sluice.extauthz.policy.limit.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitRuleReaderTest {
  @TempDir Path folder;

  @Test
  void read_wholeRule_hasAllParts() {
    LimitRules limits =
        TestPolicies.rules(
                folder,
                """
                  limits:
                    - id: logins
                      routes: [/login]
                      key: [ip, tenant]
                      requests-per-unit: 5
                      unit: 15m
                      burst: 2
                      mode: shadow
                  plan-factors: {dev: 3}
                  emergency-factor: 0.25
                """)
            .limits();
    LimitRule rule = limits.rules().getFirst();
    assertEquals("limit:logins", rule.attributes().name());
    assertEquals(List.of(LimitKey.IP, LimitKey.TENANT), rule.keys());
    assertEquals(new RateLimit(5, Duration.ofMinutes(15), 2), rule.limit());
    assertEquals(List.of(3.0, 1.0, 1.0), factors(limits, "dev", "staging", "prod"));
    assertEquals(0.25, limits.emergencyFactor());
  }

  @Test
  void read_nothing_hasUsualFactors() {
    LimitRules limits = TestPolicies.rules(folder, "").limits();
    assertEquals(List.of(10.0, 2.0, 1.0), factors(limits, "dev", "staging", "prod"));
    assertEquals(1, limits.emergencyFactor());
  }

  @Test
  void read_wrongRules_namesEach() {
    assertEquals(
        List.of(
            "authz.yaml:7:12: /spec/limits/0/id: limit plan: is reserved for plans; use another id",
            "authz.yaml:9:12: /spec/limits/2/id: limit a: is the id of another limit; use a unique id",
            "authz.yaml:10:43: /spec/limits/3/unit: limit b: the unit 2d is too long; use 1s to 1d"),
        TestPolicies.problems(
            folder,
            """
              limits:
                - {id: plan, requests-per-unit: 1, unit: second}
                - {id: a, requests-per-unit: 1, unit: second}
                - {id: a, requests-per-unit: 1, unit: second}
                - {id: b, requests-per-unit: 1, unit: 2d}
            """));
  }

  private static List<Double> factors(LimitRules limits, String... environments) {
    return List.of(environments).stream().map(limits::planFactor).toList();
  }
}
