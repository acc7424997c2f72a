package dev.sluice.extauthz.decision.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.RequestGuard;
import dev.sluice.extauthz.decision.RuleObserver;
import dev.sluice.extauthz.decision.RuleViolations;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import dev.sluice.extauthz.policy.TestPolicies;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservedGuardsTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:00:00Z");

  @TempDir Path folder;

  private static List<String> observed(TestAuthorizationContext context, RequestGuard guard) {
    List<String> events = new ArrayList<>();
    guard.check(context.context(), new RuleViolations(new EventList(events)));
    return events;
  }

  @Test
  void condition_values_areReportedBeforeResult() {
    String entries =
        "{id: a, when: \"request.method == 'GET'\", require: \"'x-a' in request.headers &&"
            + " request.headers['x-a'] == '1'\"},"
            + " {id: b, when: \"request.method == 'POST'\", require: 'false'},"
            + " {id: c, require: 'true', routes: [/other]},"
            + " {id: d, require: \"identity.claims.none == 1\", mode: shadow},"
            + " {id: e, require: 'false'}";
    assertEquals(
        List.of(
            "request.method = GET",
            "request.headers['x-a'] = 1",
            "condition:a PASSED",
            "request.method = GET",
            "condition:b OUT_OF_SCOPE",
            "condition:c OUT_OF_SCOPE",
            "identity.claims['none'] = ",
            "condition:d FAILED",
            "condition:e VIOLATED"),
        observed(
            TestAuthorizationContext.from("")
                .header("x-a", "1")
                .rules(TestPolicies.rules(folder, "  conditions: [" + entries + "]\n")),
            new ConditionGuard(() -> NOW, _ -> {})));
  }

  @Test
  void attack_place_hasOffsetInDecodedText() {
    WafGuards guards = new WafGuards();
    switch (WafCompiler.file().load(Path.of("../policies/waf_rules.yaml"))) {
      case PolicyResult.Loaded<WafPolicy> loaded -> guards.update(loaded.value());
      case PolicyResult.Rejected<WafPolicy>(var problems) -> fail(problems.toString());
    }
    List<String> events =
        observed(
            TestAuthorizationContext.from("").query("a=1&next=abc%3Cscript%3E"),
            guards.beforeAuthentication());
    assertEquals(
        List.of(
            "waf rules for the path PASSED", "waf:xss_script in the query parameter next@3 true"),
        events);
    assertEquals(
        List.of("waf:xss_script in the path@5 true"),
        observed(
            TestAuthorizationContext.from("").path("/a/bc%3Cscript%3E"),
            guards.beforeAuthentication()));
  }

  /** An observer that keeps each event as a line. */
  private record EventList(List<String> events) implements RuleObserver {
    @Override
    public boolean isActive() {
      return true;
    }

    @Override
    public void onRule(String rule, RuleResult result, boolean shadow) {
      events.add(rule + " " + result);
    }

    @Override
    public void onValue(String rule, String name, Object value) {
      // CEL may read a member twice.
      String event = name + " = " + value;
      if (events.isEmpty() || !events.getLast().equals(event)) {
        events.add(event);
      }
    }

    @Override
    public void onMatch(String rule, RequestPlace place, long offset, int length, boolean blocks) {
      events.add(rule + " " + place.text() + "@" + offset + " " + blocks);
    }
  }
}
