package dev.sluice.extproc.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalRulesFileTest {
  @Test
  void rule_defaults_areRead() {
    assertEquals(
        Optional.of(new ExternalEntities(Set.of("PERSON"), 0.5, true)),
        loaded("entities: [PERSON]"));
  }

  @Test
  void rule_everyKey_isRead() {
    assertEquals(
        Optional.of(new ExternalEntities(Set.of("PERSON", "NRP"), 0.9, false)),
        loaded("entities: [PERSON, NRP], min_score: 0.9, streams: skip, action: redact"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "entities: [PERSON], pattern: x; /rules/0/pattern: rule a: is not possible with kind external",
        "entities: [PERSON], validator: card; /rules/0/validator: rule a: is not possible",
        "entities: [PERSON], action: token; /rules/0/action: rule a: token is not possible",
        "entities: [PERSON], action: mask, mask: 'x{last4}'; /rules/0/mask: rule a: {last4} is not",
        "entities: []; /rules/0/entities: ",
        "entities: [PERSON], min_score: 1.1; /rules/0/min_score: ",
        "entities: [PERSON], streams: maybe; /rules/0/streams: ",
        "validator: card; 'entities' is required by kind external",
      })
  void rule_wrongKey_isProblem(String keys, String problem) {
    String problems = problems(load("kind: external, " + keys, true));
    assertTrue(problems.contains(problem), problems);
  }

  @Test
  void rule_entitiesOfOtherKind_isProblem() {
    String problems = problems(load("kind: keyword, pattern: x, entities: [PERSON]", true));
    assertTrue(problems.contains("/rules/0/entities: rule a: is allowed only with"), problems);
  }

  @Test
  void rule_withoutRecognizer_isProblem() {
    String problems = problems(load("kind: external, entities: [PERSON]", false));
    assertTrue(
        problems.contains("/rules/0/kind: rule a: external needs dlp.external.url"), problems);
  }

  private static Optional<ExternalEntities> loaded(String keys) {
    return switch (load("kind: external, " + keys, true)) {
      case PolicyResult.Loaded<DlpPolicy> loaded -> loaded.value().rules().getFirst().external();
      case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }

  private static String problems(PolicyResult<DlpPolicy> result) {
    return switch (result) {
      case PolicyResult.Loaded<DlpPolicy> _ -> "";
      case PolicyResult.Rejected<DlpPolicy>(List<PolicyProblem> all) ->
          String.join("\n", all.stream().map(PolicyProblem::toString).toList());
    };
  }

  private static PolicyResult<DlpPolicy> load(String keys, boolean recognizer) {
    String yaml = "version: x\nrules:\n  - {id: a, " + keys + "}\n";
    return DlpPolicyCompiler.file(Optional.empty(), recognizer)
        .load(Path.of("rules.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
  }
}
