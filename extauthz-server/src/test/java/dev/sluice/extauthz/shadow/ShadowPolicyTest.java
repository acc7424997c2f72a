package dev.sluice.extauthz.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.policyfile.ShadowShare;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.outcome.ShadowOutcome;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.journal.RecordedDecisions;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.replay.DecisionRecordReader;
import dev.sluice.extauthz.replay.DecisionReplay;
import dev.sluice.extauthz.replay.RecordedTraffic;
import dev.sluice.extauthz.replay.ReplayResult;
import dev.sluice.extauthz.shadow.ShadowPolicySet.CompiledWaf;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShadowPolicyTest {
  private static final String LIVE =
      """
        levels: [{path: "*", level: viewer}]
        routes: [{id: chat, path: "/v1/chat*", target: chat}, {id: rag, path: "/v1/rag*", target: rag}]
      """;
  private static final String SHADOW =
      """
        levels: [{path: "/v1/chat*", level: admin}, {path: "*", level: viewer}]
        conditions: [{id: region, routes: [/v1/rag], require: "request.headers['x-region'] == 'kr'"}]
        routes: [{id: chat, path: "/v1/chat*", target: chat}, {id: rag, path: "/v1/rag*", target: rag}]
      """;
  private static final ShadowShare ALL = ShadowShare.ALL;

  private final Map<String, Integer> changes = new HashMap<>();

  @Test
  void judge_countsEqualReplay(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, LIVE, 51);
    AuthzPolicy policy = traffic.policy(SHADOW);
    ShadowPolicy shadow = shadow(policy, ALL);
    DecisionReplay replay = new DecisionReplay(policy);
    for (int i = 0; i < 2_000; i++) {
      RecordedTraffic.Exchange exchange = traffic.next();
      Decision judged = shadow.judge(exchange.input(), exchange.decision());
      JsonNode record =
          JsonMapper.shared().readTree(RecordedDecisions.json(exchange.input(), judged));
      ReplayResult again = replay.decide(DecisionRecordReader.read(record).orElseThrow());
      ShadowOutcome outcome = judged.facts().basis().shadow();
      assertNotNull(outcome);
      switch (again) {
        case ReplayResult.Decided(var verdict) -> assertEquals(verdict, outcome.verdict());
        case ReplayResult.Undecided(String reason) -> assertEquals(reason, outcome.undecided());
      }
      assertEquals(policy.id(), record.at("/inputs/shadow_policy/policy").asString());
    }
    assertTrue(changes.getOrDefault("allow-to-deny", 0) > 20, changes.toString());
    assertEquals(2_000, changes.values().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void judge_tenant_onlyItsCallers(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, LIVE, 52);
    ShadowPolicy shadow = shadow(traffic.policy(SHADOW), new ShadowShare(Set.of("acme"), 100));
    for (int i = 0; i < 500; i++) {
      RecordedTraffic.Exchange exchange = traffic.next();
      Decision judged = shadow.judge(exchange.input(), exchange.decision());
      boolean acme = exchange.record().contains("\"tenant_id\":\"acme\"");
      assertEquals(acme, judged.facts().basis().shadow() != null);
    }
  }

  @Test
  void judge_percent_itsShare(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, LIVE, 53);
    ShadowPolicy shadow = shadow(traffic.policy(SHADOW), new ShadowShare(Set.of(), 10));
    int judged = 0;
    for (int i = 0; i < 2_000; i++) {
      RecordedTraffic.Exchange exchange = traffic.next();
      judged +=
          shadow.judge(exchange.input(), exchange.decision()).facts().basis().shadow() == null
              ? 0
              : 1;
    }
    assertTrue(judged > 120 && judged < 280, "judged " + judged);
  }

  @Test
  void judge_wafRules_readTheWholeRequest(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, LIVE, 55);
    AuthzPolicy policy = traffic.policy(LIVE);
    ShadowPolicySet set = new ShadowPolicySet(policy, Optional.of(waf()));
    assertTrue(set.id().startsWith(policy.id() + "+waf@shadow-1#"), set.id());
    ShadowPolicy shadow =
        new ShadowPolicy(
            () -> Optional.of(set), ALL, change -> changes.merge(change, 1, Integer::sum));
    int attacks = 0;
    for (int i = 0; i < 1_000; i++) {
      RecordedTraffic.Exchange exchange = traffic.next();
      ShadowOutcome outcome =
          shadow.judge(exchange.input(), exchange.decision()).facts().basis().shadow();
      assertNotNull(outcome);
      Verdict verdict = outcome.verdict();
      boolean attack = exchange.input().path().contains("mode=fast");
      if (verdict != null && exchange.decision().verdict().allowed()) {
        attacks += attack ? 1 : 0;
        assertEquals(!attack, verdict.allowed(), exchange.input().path());
        assertEquals(attack ? "waf:fast" : exchange.decision().verdict().rule(), verdict.rule());
      }
    }
    assertTrue(attacks > 5, attacks + " attacks");
    assertEquals(attacks, changes.get("allow-to-deny"));
  }

  private static CompiledWaf waf() {
    String rules =
        """
        apiVersion: sluice.dev/v1
        kind: WafRules
        metadata: {name: waf, version: shadow-1}
        spec:
          apply: [{parts: [query]}]
          rules: [{id: fast, class: sqli, patterns: ['fast']}]
        """;
    PolicyResult<WafPolicy> loaded =
        WafCompiler.file().load(Path.of("waf.yaml"), rules.getBytes(StandardCharsets.UTF_8));
    return switch (loaded) {
      case PolicyResult.Loaded<WafPolicy>(WafPolicy policy, _) -> CompiledWaf.of(policy);
      case PolicyResult.Rejected<WafPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }

  @Test
  void judge_none_sameDecision(@TempDir Path folder) {
    RecordedTraffic traffic = new RecordedTraffic(folder, LIVE, 54);
    RecordedTraffic.Exchange exchange = traffic.next();
    Decision judged = ShadowPolicy.NONE.judge(exchange.input(), exchange.decision());
    assertEquals(exchange.decision(), judged);
    assertNull(judged.facts().basis().shadow());
  }

  private ShadowPolicy shadow(AuthzPolicy policy, ShadowShare selection) {
    return new ShadowPolicy(
        () -> Optional.of(new ShadowPolicySet(policy, Optional.empty())),
        selection,
        change -> changes.merge(change, 1, Integer::sum));
  }
}
