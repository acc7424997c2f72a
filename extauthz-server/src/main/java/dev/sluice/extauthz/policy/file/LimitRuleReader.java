package dev.sluice.extauthz.policy.file;

import dev.sluice.common.limit.RateUnit;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.limit.LimitKey;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.LimitRules;
import dev.sluice.extauthz.policy.limit.RateLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A reader of the rate limits of a policy file. */
final class LimitRuleReader {
  private static final String SECTION = "limits";
  private static final String FACTORS = "plan-factors";
  private static final String EMERGENCY = "emergency-factor";

  private final PolicyDocument document;
  private final List<PolicyProblem> problems;

  LimitRuleReader(PolicyDocument document, List<PolicyProblem> problems) {
    this.document = document;
    this.problems = problems;
  }

  /** Reads all limits and adds each problem to the list of problems. */
  LimitRules read() {
    List<LimitRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>(Set.of(LimitRule.RESERVED_ID));
    JsonNode nodes = document.spec().path(SECTION);
    for (int i = 0; i < nodes.size(); i++) {
      if (document.entry(SECTION, i).isEmpty()) {
        continue;
      }
      JsonNode node = nodes.path(i);
      String pointer = "/" + SECTION + "/" + i;
      String id = node.path("id").asString();
      if (!ids.add(id)) {
        problem(
            pointer + "/id",
            id,
            id.equals(LimitRule.RESERVED_ID)
                ? "is reserved for plans; use another id"
                : "is the id of another limit; use a unique id");
      }
      try {
        rules.add(rule(node));
      } catch (IllegalArgumentException e) {
        problem(pointer + "/unit", id, String.valueOf(e.getMessage()));
      }
    }
    return new LimitRules(rules, factors(), document.spec().path(EMERGENCY).asDouble(1));
  }

  private static LimitRule rule(JsonNode node) {
    long requests = node.path("requests-per-unit").asLong();
    RuleAttributes attributes = RuleAttributes.read(LimitRule.KIND, node);
    return new LimitRule(
            attributes.name(),
            attributes,
            node.path("key").valueStream().map(JsonNode::asString).map(LimitKey::parse).toList(),
            new RateLimit(
                requests,
                RateUnit.parse(node.path("unit").asString()),
                node.path("burst").asLong(requests)))
        .denyingWithoutShared(node.path("without-redis").asString("count").equals("deny"));
  }

  private Map<String, Double> factors() {
    JsonNode node = document.spec().path(FACTORS);
    if (node.isMissingNode()) {
      return LimitRules.USUAL_FACTORS;
    }
    Map<String, Double> factors = new HashMap<>();
    node.propertyStream()
        .forEach(entry -> factors.put(entry.getKey(), entry.getValue().asDouble()));
    return factors;
  }

  private void problem(String pointer, String id, String message) {
    problems.add(document.problem(pointer, "limit " + id + ": " + message));
  }
}
