package dev.sluice.common.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ExplanationJsonTest {
  private static final Explanation EXPLANATION =
      new Explanation(
          Explanation.Source.POLICIES,
          "id",
          "deny",
          403,
          "WAF_BLOCKED",
          "waf:sqli",
          List.of(
              new ExplainedStep.Builder("rules")
                  .verdict(ExplainedVerdict.DENIED)
                  .fact("policy", "p")
                  .fact("empty", "")
                  .check(
                      new ExplainedCheck(
                          "waf:sqli",
                          ExplainedVerdict.DENIED,
                          "",
                          Optional.of(new ExplainedPlace("q", 3, 5))))
                  .check("condition:a", ExplainedVerdict.NOT_REACHED, "later")
                  .build()));

  @Test
  void explanation_writtenAndRead_isTheSame() {
    assertEquals(EXPLANATION, ExplanationJson.read(ExplanationJson.write(EXPLANATION)));
  }

  @Test
  void unknownVerdict_isNoted() {
    ObjectNode json = ExplanationJson.write(EXPLANATION);
    ((ObjectNode) json.path("steps").path(0)).put("verdict", "of a later version");
    assertEquals(ExplainedVerdict.NOTED, ExplanationJson.read(json).steps().getFirst().verdict());
  }

  @Test
  void emptyDocument_isRead() {
    assertEquals(List.of(), ExplanationJson.read(JsonNodeFactory.instance.objectNode()).steps());
  }
}
