package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DlpPolicyTest {
  private static final String SELECTED =
      """
      version: test
      defaults:
        stream_mode:
          - {mode: pre_and_incremental, environments: [prod]}
          - {mode: pre_and_incremental, tenants: [t2], routes: ['/v1/chat']}
      rules:
        - {id: all, kind: keyword, pattern: a, action: log}
        - {id: up, kind: keyword, pattern: a, action: log, scope: request}
        - {id: down, kind: keyword, pattern: a, action: log, scope: response}
        - {id: path, kind: keyword, pattern: a, action: log, routes: ['/v1/rag']}
        - {id: prefix, kind: keyword, pattern: a, action: log, routes: ['/v1/ra*', 'ai/*']}
        - {id: route, kind: keyword, pattern: a, action: log, routes: ['ai/chat']}
        - {id: tenant, kind: keyword, pattern: a, action: log, tenants: [t1, t2]}
        - {id: prod, kind: keyword, pattern: a, action: log, environments: [staging, prod]}
        - {id: both, kind: keyword, pattern: a, action: log, tenants: [t1], environments: [prod]}
      """;

  private static final String SPECIFIC =
      """
      version: test
      rules:
        - {id: x, kind: keyword, pattern: everywhere, action: log}
        - {id: x, kind: keyword, pattern: prod, action: log, environments: [prod]}
        - {id: x, kind: keyword, pattern: tenant, action: log, tenants: [t1]}
        - {id: x, kind: keyword, pattern: tenant in prod, action: log, tenants: [t1], environments: [prod]}
        - {id: x, kind: keyword, pattern: path, action: log, routes: ['/v1/chat']}
        - {id: x, kind: keyword, pattern: path too, action: log, routes: ['/v1/*']}
        - {id: x, kind: keyword, pattern: answers, action: log, scope: response, routes: ['/v2']}
        - {id: y, kind: keyword, pattern: other, action: log}
      """;

  @ParameterizedTest
  @CsvSource({
    "REQUEST, t9, dev, api/orders, /v1/orders, all up",
    "RESPONSE, t9, dev, api/orders, /v1/orders, all down",
    "REQUEST, t9, dev, api/rag, /v1/rag, all up path prefix",
    "REQUEST, t9, dev, api/rag, /v1/rag/index, all up path prefix",
    "REQUEST, t9, dev, api/rag, /v1/ragged, all up prefix",
    "REQUEST, t9, dev, ai/chat, /, all up prefix route",
    "REQUEST, t9, dev, ai/chats, /, all up prefix",
    "REQUEST, t1, dev, api/orders, /v1/orders, all up tenant",
    "REQUEST, t1, prod, api/orders, /v1/orders, all up tenant prod both",
    "RESPONSE, t2, staging, api/orders, /v1/orders, all down tenant prod"
  })
  void inForce_exchangeScope_selectsRules(
      BodyDirection direction,
      String tenant,
      String environment,
      String route,
      String path,
      String in) {
    var scope = new ExchangeScope(route, tenant, environment, "localhost", path);
    DlpPolicy policy = loaded(SELECTED);
    assertEquals(in, inForce(policy, direction, scope, DlpRule::id));
  }

  @ParameterizedTest
  @CsvSource({
    "REQUEST, t9, dev, /v2, 0 7",
    "RESPONSE, t9, dev, /v2, 6 7",
    "REQUEST, t9, prod, /v2, 1 7",
    "REQUEST, t1, dev, /v2, 2 7",
    "REQUEST, t1, prod, /v2, 3 7",
    "REQUEST, t1, prod, /v1/chat, 4 7",
    "REQUEST, t1, prod, /v1/orders, 5 7"
  })
  void inForce_sameId_mostSpecificApplies(
      BodyDirection direction, String tenant, String environment, String path, String in) {
    var scope = new ExchangeScope("r", tenant, environment, "localhost", path);
    assertEquals(in, inForce(loaded(SPECIFIC), direction, scope, rule -> "" + rule.order()));
  }

  @Test
  void inspectsStreams_listedScope_isTrue() {
    DlpPolicy policy = loaded(SELECTED);
    assertFalse(policy.inspectsStreams(new ExchangeScope("", "t1", "dev", "", "/v1/chat")));
    assertTrue(policy.inspectsStreams(new ExchangeScope("", "t1", "prod", "", "/v1/chat")));
    assertTrue(policy.inspectsStreams(new ExchangeScope("", "t2", "dev", "", "/v1/chat/x")));
    assertFalse(policy.inspectsStreams(new ExchangeScope("", "t2", "dev", "", "/v1/rag")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{id: a, kind: regex, pattern: 'a(b'}|4:35: /rules/0/pattern: rule a: character 2: group is not closed",
        "{id: a, kind: regexp, pattern: a}|/rules/0/kind: unknown value \"regexp\"; did you mean \"regex\"",
        "{id: a, kind: regex, pattern: a, actions: log}|/rules/0/actions: is not a known key",
        "{id: a, kind: regex}|/rules/0",
        "{id: a, kind: checksum, pattern: a}|'validator' is required by kind checksum and allowed only with it",
        "{id: a, kind: checksum, validator: nobody}|/rules/0/validator: rule a: no recognizer is named \"nobody\"; use one of",
        "{id: a, kind: regex, pattern: a, mask: x}|/rules/0/mask: rule a: is allowed only with action mask",
        "{id: a, kind: regex, pattern: abc, max_length: 2}|is less than the 3 bytes a match has",
        "{id: a, kind: regex, pattern: abc, examples: {match: [abd]}}|/examples/match/0",
        "{id: a, kind: regex, pattern: abc, examples: {no_match: [abc]}}|/examples/no_match/0",
        "{id: a, kind: regex, pattern: abc, allow: [ABC], examples: {match: [abc]}}|/match/0",
        "{id: a, kind: regex, pattern: abc, allow: [{pattern: '['}]}|/rules/0/allow/0/pattern: ch",
        "{id: a, kind: regex, pattern: abc, allow: [{text: a}]}|/rules/0/allow/0",
        "{id: a, kind: regex, pattern: a, environments: [test]}|/rules/0/environments/0"
      })
  void rule_invalid_problemHasPlace(String rule, String problem) {
    String problems =
        problems(
            """
            version: test
            allow: ['x']
            rules:
              - %s
              - {id: b, kind: keyword, pattern: b}
            """
                .formatted(rule));
    assertTrue(problems.contains(problem), problems);
  }

  @Test
  void id_twiceInOneScope_isRejected() {
    String twice =
        """
        version: test
        rules:
          - {id: a, kind: keyword, pattern: b, tenants: [t1]}
          - {id: a, kind: keyword, pattern: c, tenants: [t2]}
          - {id: a, kind: keyword, pattern: d, tenants: [t1]}
        """;
    assertEquals(
        "rules.yaml:5:10: /rules/2/id: rule a: is the id of the rule at rules.yaml:3:10 of the same scope too;"
            + " use another id or scope",
        problems(twice));
  }

  @Test
  void folder_severalFiles_areOnePolicy(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("20-team.yaml"),
        """
        version: team-1
        defaults: {stream_mode: pre_and_incremental}
        rules:
          - {id: c, kind: keyword, pattern: sees x, allow: [], action: log}
        """);
    Files.writeString(
        folder.resolve("10-central.yaml"),
        """
        version: central-2
        allow: [x]
        rules:
          - {id: a, kind: keyword, pattern: x, action: block}
          - {id: b, kind: keyword, pattern: y, action: log}
        """);
    DlpPolicy policy = loaded(DlpPolicyCompiler.file().load(folder));
    assertEquals("central-2+team-1", policy.version());
    assertEquals(List.of("a", "b", "c"), policy.rules().stream().map(DlpRule::id).toList());
    assertEquals(List.of(0, 1, 2), policy.rules().stream().map(DlpRule::order).toList());
    byte[] x = {'x'};
    assertTrue(policy.rules().getFirst().allow().allows(x, 0, 1));
    assertFalse(policy.rules().getLast().allow().allows(x, 0, 1));
    assertTrue(policy.inspectsStreams(new ExchangeScope("", "", "", "", "")));
    Files.writeString(
        folder.resolve("30-more.yaml"),
        "version: m\nrules:\n  - {id: b, kind: keyword, pattern: z}\n");
    assertEquals(
        folder.resolve("30-more.yaml")
            + ":3:10: /rules/0/id: rule b: is the id of the rule at "
            + folder.resolve("10-central.yaml")
            + ":5:10 of the same scope too; use another id or scope",
        problems(DlpPolicyCompiler.file().load(folder)));
  }

  private static String inForce(
      DlpPolicy policy,
      BodyDirection direction,
      ExchangeScope scope,
      Function<DlpRule, String> name) {
    return String.join(
        " ",
        policy.inForce(direction, scope).stream()
            .mapToObj(order -> name.apply(policy.rules().get(order)))
            .toList());
  }

  private static DlpPolicy loaded(String yaml) {
    return loaded(load(yaml));
  }

  private static DlpPolicy loaded(PolicyResult<DlpPolicy> result) {
    return switch (result) {
      case PolicyResult.Loaded<DlpPolicy> loaded -> loaded.value();
      case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }

  private static String problems(String yaml) {
    return problems(load(yaml));
  }

  private static String problems(PolicyResult<DlpPolicy> result) {
    Stream<PolicyProblem> problems =
        switch (result) {
          case PolicyResult.Loaded<DlpPolicy> _ -> Stream.of();
          case PolicyResult.Rejected<DlpPolicy>(List<PolicyProblem> all) -> all.stream();
        };
    return String.join("\n", problems.map(PolicyProblem::toString).toList());
  }

  private static PolicyResult<DlpPolicy> load(String yaml) {
    return DlpPolicyCompiler.file()
        .load(Path.of("rules.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
  }
}
