package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelRulesFileTest {
  private static final ExchangeScope SCOPE =
      new ExchangeScope("chat", "acme", "prod", "api.example.com", "/v1/chat/completions");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deny: [gpt-big] | gpt-big | false",
        "deny: [gpt-big] | gpt-bigger | true",
        "deny: [gpt-big] | GPT-big | true",
        "deny: ['gpt-*'] | gpt-big | false",
        "deny: ['gpt-*'] | gpt | true",
        "deny: ['*'] | anything | false",
        "allow: [fast] | fast | true",
        "allow: [fast] | slow | false",
        "allow: [] | fast | false",
        "deny: [] | fast | true",
        "'allow: [gpt-ok], deny: [''gpt-*'']' | gpt-ok | true",
        "'allow: [gpt-ok], deny: [''gpt-*'']' | gpt-big | false",
        "'allow: [gpt-ok], deny: [''gpt-*'']' | other | true",
        "'deny: [m], tenants: [acme]' | m | false",
        "'deny: [m], tenants: [other]' | m | true",
        "'deny: [m], environments: [prod]' | m | false",
        "'deny: [m], environments: [dev]' | m | true",
        "'deny: [m], products: [llm]' | m | false",
        "'deny: [m], products: [api]' | m | true",
        "'deny: [m], routes: [/v1/chat]' | m | false",
        "'deny: [m], routes: [other]' | m | true",
        "'deny: [m], hosts: [''*.example.com'']' | m | false",
        "'deny: [m], hosts: [other.org]' | m | true",
      })
  void check(String lists, String model, boolean permitted) {
    ModelVerdict verdict = load("[{id: a, " + lists + "}]").check(SCOPE, "llm", model);
    assertEquals(permitted, verdict.rule().isEmpty());
    assertTrue(verdict.policy().startsWith("models@1#"), verdict.policy());
  }

  @Test
  void check_severalRules_eachIsAsked() {
    ModelRules rules =
        load(
            "[{id: try, deny: [m], mode: shadow}, {id: b, allow: [m, n]}, {id: c, deny: [m]},"
                + " {id: d, deny: [m]}]");
    ModelVerdict verdict = rules.check(SCOPE, "llm", "m");
    assertEquals("model:c", verdict.rule().orElseThrow());
    assertEquals(List.of("model:try"), verdict.shadow());
    assertEquals("model:b", rules.check(SCOPE, "llm", "x").rule().orElseThrow());
    assertTrue(rules.check(SCOPE, "llm", "n").rule().isEmpty());
  }

  @Test
  void load_problems_allAreReported() {
    assertEquals(
        List.of(
            "models.yaml:4:16: /spec/rules/0: one of the keys 'allow', 'deny' is missing; add it",
            "models.yaml:4:54: /spec/rules/1/deny/0: does not have the allowed form; use a text that"
                + " matches ^[^*\\s]*\\*?$",
            "models.yaml:4:62: /spec/rules/1/tenant: is not a known key; did you mean \"tenants\"?"
                + " Otherwise use one of id, allow, deny, products, hosts, routes, tenants,"
                + " environments, mode"),
        problems("[{id: a, mode: shadow}, {id: b, deny: ['a*b'], tenant: x}]"));
  }

  @Test
  void load_idTwice_isRefused() {
    assertEquals(
        List.of(
            "models.yaml:4:41: /spec/rules/1/id: is the id of another model rule; use a unique id"),
        problems("[{id: a, deny: [m]}, {id: a, deny: [n]}]"));
  }

  private static ModelRules load(String rules) {
    return switch (file(rules)) {
      case PolicyResult.Loaded<ModelRules>(ModelRules loaded, _) -> loaded;
      case PolicyResult.Rejected<ModelRules>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String rules) {
    return switch (file(rules)) {
      case PolicyResult.Loaded<ModelRules> _ -> List.of();
      case PolicyResult.Rejected<ModelRules>(List<PolicyProblem> problems) ->
          problems.stream().map(PolicyProblem::toString).toList();
    };
  }

  private static PolicyResult<ModelRules> file(String rules) {
    String text =
        """
        apiVersion: sluice.dev/v1
        kind: ModelRules
        metadata: {name: models, version: '1'}
        spec: {rules: %s}
        """
            .formatted(rules);
    return ModelRulesCompiler.file()
        .load(Path.of("models.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }
}
