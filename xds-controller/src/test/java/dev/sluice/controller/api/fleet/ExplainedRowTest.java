package dev.sluice.controller.api.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.Explanation;
import dev.sluice.common.explain.ExplanationJson;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@Tag("N-05")
class ExplainedRowTest {
  private static Explanation explanation(String row) {
    return new ExplainedRow(JsonMapper.shared().readTree(row.replace('\'', '"')))
        .explanation("id", 1);
  }

  private static String verdicts(Explanation explanation) {
    return explanation.steps().stream()
        .map(step -> step.name() + " " + step.verdict().label())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "route:none | - | route denied, credential not_reached, level not_reached, rules"
            + " not_reached, limits not_reached, body not_reached",
        "address:office | - | route passed, credential not_reached, level not_reached, rules"
            + " denied, limits not_reached, body not_reached",
        "credential:expired | - | route passed, credential denied, level not_reached, rules"
            + " not_reached, limits not_reached, body not_reached",
        "level:/v1/agent* | acme | route passed, credential passed, level denied, rules"
            + " not_reached, limits not_reached, body not_reached",
        "route:admin | acme | route passed, credential passed, level denied, rules not_reached,"
            + " limits not_reached, body not_reached",
        "condition:step_up | acme | route passed, credential passed, level passed, rules denied,"
            + " limits not_reached, body not_reached",
        "limit:calls | acme | route passed, credential passed, level passed, rules passed, limits"
            + " denied, body not_reached",
      })
  void denial_byRule_deniesItsStep(String rule, String tenant, String expected) {
    Explanation explained =
        explanation(
            "{'decided': true, 'decision': 'deny', 'rule': '%s', 'tenant_id': '%s', 'extra': {}}"
                .formatted(rule, tenant));
    assertEquals("request noted, " + expected + ", what was sent noted", verdicts(explained));
    assertEquals(rule, explained.rule());
  }

  @Test
  void blockedBody_deniesItsStep() {
    Explanation explained =
        explanation(
            """
            {'decided': true, 'decision': 'allow', 'rule': 'level:*', 'status_code': 400,
             'error_code': 'DLP_BLOCKED', 'dlp_action': 'block', 'dlp_rule_id': 'aws_access_key',
             'extra': {'dlp_findings': [{'direction': 'request', 'rule': 'aws_access_key',
               'kind': 'aws_access_key', 'channel': 'messages[0].content', 'offset': 4,
               'length': 20, 'action': 'block', 'hash': 'abcdefghijkl'}]}}
            """);
    ExplainedStep body = explained.steps().get(6);
    assertEquals("denied", body.verdict().label());
    assertEquals("messages[0].content@4+20", body.checks().getFirst().place().get().toString());
    assertEquals("aws_access_key", explained.rule());
    assertFalse(ExplanationJson.write(explained).toString().contains("abcdefghijkl"));
  }

  @Test
  void rowWithoutDecision_takesItFromAudit() {
    Explanation explained =
        explanation(
            "{'decided': false, 'auth_reason': 'AUTH_FORBIDDEN', 'tenant_id': 'acme',"
                + " 'extra': {'auth_rule': 'level:*', 'credential': 'jwt'}}");
    assertEquals("deny", explained.decision());
    assertEquals("denied", explained.steps().get(3).verdict().label());
  }

  @Test
  void rowOfNobody_hasNoDecision() {
    Explanation explained = explanation("{'decided': false, 'status_code': 404, 'extra': null}");
    assertEquals("", explained.decision());
    assertEquals("not_known", explained.steps().get(1).verdict().label());
  }
}
