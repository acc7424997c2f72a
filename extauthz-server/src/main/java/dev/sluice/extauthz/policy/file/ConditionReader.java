package dev.sluice.extauthz.policy.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extauthz.policy.RequestCondition;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.condition.CelExpression;
import dev.sluice.extauthz.policy.condition.CelExpressionCompiler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A reader of the conditions of a policy file. */
public final class ConditionReader {
  private static final String SECTION = "conditions";

  private final PolicyDocument document;
  private final List<PolicyProblem> problems;

  public ConditionReader(PolicyDocument document, List<PolicyProblem> problems) {
    this.document = document;
    this.problems = problems;
  }

  /** Reads all conditions and adds each problem to the list of problems. */
  public List<RequestCondition> read() {
    JsonNode nodes = document.spec().path(SECTION);
    if (nodes.isEmpty()) {
      return List.of();
    }
    var expressions = new CelExpressionCompiler();
    List<RequestCondition> conditions = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (document.entry(SECTION, i).isEmpty()) {
        continue;
      }
      JsonNode node = nodes.path(i);
      String pointer = "/" + SECTION + "/" + i;
      if (!ids.add(node.path("id").asString())) {
        problem(pointer + "/id", node, "is the id of another condition; use a unique id");
      }
      boolean hasWhen = node.has("when");
      Optional<CelExpression> when =
          hasWhen ? expression(expressions, node, pointer, "when") : Optional.empty();
      expression(expressions, node, pointer, "require")
          .ifPresent(require ->
              conditions.add(
                  new RequestCondition(RuleAttributes.read("condition", node), when, require)));
    }
    return conditions;
  }

  private Optional<CelExpression> expression(
      CelExpressionCompiler expressions, JsonNode node, String pointer, String key) {
    return switch (expressions.compile(node.path(key).asString())) {
      case CelExpressionCompiler.CompilationResult.Accepted(CelExpression expression) ->
          Optional.of(expression);
      case CelExpressionCompiler.CompilationResult.Rejected(List<String> reasons) -> {
        reasons.forEach(reason -> problem(pointer + "/" + key, node, reason));
        yield Optional.empty();
      }
    };
  }

  private void problem(String pointer, JsonNode node, String message) {
    String id = node.path("id").asString();
    problems.add(document.problem(pointer, "condition " + id + ": " + message));
  }
}
