package dev.sluice.common.waf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WafCompilerTest {
  private static final String HEAD =
      "apiVersion: sluice.dev/v1\nkind: WafRules\nmetadata: {name: waf, version: %s}\nspec:\n";

  @Test
  void rule_invalid_isReportedWithPosition() {
    assertEquals(
        List.of(
            "rules.yaml:7:8: /spec/fragments/b: {c} is not defined before it",
            "rules.yaml:9:39: /spec/rules/0/patterns/0: rule a: {none} is not defined before it",
            "rules.yaml:10:39: /spec/rules/1/patterns/0: rule b: character 5: group is not closed",
            "rules.yaml:11:39: /spec/rules/2/patterns/0: rule c: character 4: look-around takes one ASCII character or class",
            "rules.yaml:12:66: /spec/rules/3/examples/match/0: rule d: is an example of a match, but none;"
                + " correct the example or a pattern",
            "rules.yaml:13:69: /spec/rules/4/examples/no_match/0: rule e: matches, but must not; correct"
                + " the example or a pattern",
            "rules.yaml:14:12: /spec/rules/5/id: rule a: is the id of the rule at rules.yaml:9:12 too; use each id once",
            "rules.yaml:15:21: /spec/except/0/rules/0: is not the id of a rule; use one, or sqli or"
                + " xss"),
        problems(
            """
              fragments:
                a: 'x+'
                b: '{c}'
              rules:
                - {id: a, class: sqli, patterns: ['{none}']}
                - {id: b, class: sqli, patterns: ['{a}a(b']}
                - {id: c, class: sqli, patterns: ['{a}(?=a+)']}
                - {id: d, class: xss, patterns: ['{a}y'], examples: {match: ['y']}}
                - {id: e, class: xss, patterns: ['{a}y'], examples: {no_match: ['XXY']}}
                - {id: a, class: sqli, patterns: ['a']}
              except: [{rules: [f, sqli]}]
            """));
  }

  @Test
  void examples_ownRule_mustMatch() {
    assertEquals(
        List.of(
            "rules.yaml:7:66: /spec/rules/1/examples/match/1: rule b: is an example of a match, but none;"
                + " correct the example or a pattern"),
        problems(
            """
              rules:
                - {id: a, class: sqli, patterns: [aa, 'a+x'], examples: {match: [aa, ax], no_match: [bb]}}
                - {id: b, class: xss, patterns: [b+], examples: {match: [bb, aa], no_match: [ax]}}
            """));
  }

  @Test
  void file_unknownContent_isRejected() {
    assertFalse(problems("  rules: [{id: a, class: rce, patterns: [a]}]\n").isEmpty());
    assertFalse(problems("  apply: [{parts: [cookies]}]\n").isEmpty());
    assertFalse(problems("  apply: [{parts: [body], action: mask}]\n").isEmpty());
    assertFalse(problems("  except: [{}]\n").isEmpty());
  }

  @Test
  void activeRules_scope_applies(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("1.yaml"),
        HEAD.formatted("a-1")
            + """
              apply:
                - {parts: [body, query], routes: [/api]}
                - {parts: [body], action: log}
              except:
                - {rules: [a], tenants: [t1]}
                - {parts: [query], rules: [xss]}
              rules: [{id: a, class: sqli, patterns: [a]}]
            """);
    Files.writeString(
        folder.resolve("2.yaml"),
        HEAD.formatted("b-2") + "  rules: [{id: b, class: xss, patterns: [b]}]\n");
    WafPolicy policy = loaded(WafCompiler.file().load(folder));
    assertEquals("a-1+b-2", policy.version());
    assertEquals(inForce(true, 0, 1), activeRules(policy, WafPart.BODY, at("/api/x", "t")));
    assertEquals(inForce(false, 0, 1), activeRules(policy, WafPart.BODY, at("/v1", "t")));
    assertEquals(inForce(true, 1), activeRules(policy, WafPart.BODY, at("/api", "t1")));
    assertEquals(inForce(true, 0), activeRules(policy, WafPart.QUERY, at("/api", "t")));
    assertEquals(ActiveWafRules.NONE, activeRules(policy, WafPart.HEADERS, at("/api", "t")));
    assertTrue(policy.inspects(WafPart.QUERY));
    assertFalse(policy.inspects(WafPart.ANSWER));
  }

  @Test
  void activeRules_row_addsPart() {
    WafPolicy policy =
        loaded(
            WafCompiler.file()
                .load(
                    Path.of("rules.yaml"),
                    (HEAD.formatted("w-1")
                            + """
                              apply: [{parts: [body], routes: [/told], action: log}]
                              except: [{rules: [b], tenants: [t1]}]
                              rules:
                                - {id: a, class: sqli, patterns: [a]}
                                - {id: b, class: xss, patterns: [b]}
                            """)
                        .getBytes(StandardCharsets.UTF_8)));
    RouteWafParts block = new RouteWafParts(Set.of(WafPart.BODY), true);
    RouteWafParts log = new RouteWafParts(Set.of(WafPart.BODY), false);
    assertEquals(inForce(true, 0, 1), policy.activeRules(WafPart.BODY, at("/x", "t"), block));
    assertEquals(inForce(false, 0, 1), policy.activeRules(WafPart.BODY, at("/x", "t"), log));
    assertEquals(inForce(true, 0), policy.activeRules(WafPart.BODY, at("/x", "t1"), block));
    assertEquals(inForce(true, 0, 1), policy.activeRules(WafPart.BODY, at("/told", "t"), block));
    assertEquals(ActiveWafRules.NONE, policy.activeRules(WafPart.QUERY, at("/x", "t"), block));
  }

  private static ActiveWafRules activeRules(WafPolicy policy, WafPart part, ExchangeScope scope) {
    return policy.activeRules(part, scope, RouteWafParts.NONE);
  }

  private static ActiveWafRules inForce(boolean blocks, int... rules) {
    var all = new BitSet();
    for (int rule : rules) {
      all.set(rule);
    }
    return new ActiveWafRules(all, blocks);
  }

  private static ExchangeScope at(String path, String tenant) {
    return new ExchangeScope("p/r", tenant, "dev", "localhost", path);
  }

  private static List<String> problems(String spec) {
    byte[] text = (HEAD.formatted("w-1") + spec).getBytes(StandardCharsets.UTF_8);
    return switch (WafCompiler.file().load(Path.of("rules.yaml"), text)) {
      case PolicyResult.Loaded<WafPolicy> _ -> List.of();
      case PolicyResult.Rejected<WafPolicy>(var problems) ->
          problems.stream().map(String::valueOf).toList();
    };
  }

  private static WafPolicy loaded(PolicyResult<WafPolicy> result) {
    return switch (result) {
      case PolicyResult.Loaded<WafPolicy> loaded -> loaded.value();
      case PolicyResult.Rejected<WafPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }
}
