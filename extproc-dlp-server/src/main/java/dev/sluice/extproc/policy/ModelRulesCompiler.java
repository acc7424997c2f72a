package dev.sluice.extproc.policy;

import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.scope.ExchangeSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A compiler of policies/model_rules.yaml. */
public final class ModelRulesCompiler implements PolicyCompiler<ModelRules> {
  /** The kind in the envelope of the policy file. */
  public static final String KIND = "ModelRules";

  private static final String SCHEMA = "policies/schema/model_rules.schema.json";
  private static final String SECTION = "rules";

  private ModelRulesCompiler() {}

  /** Returns the loader of the policy file. */
  public static PolicyFile<ModelRules> file() {
    return new PolicyFile<>(KIND, SCHEMA, new ModelRulesCompiler());
  }

  @Override
  public ModelRules compile(PolicyDocument document, List<PolicyProblem> problems) {
    List<ModelRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < document.spec().path(SECTION).size(); i++) {
      String pointer = "/" + SECTION + "/" + i + "/id";
      document
          .entry(SECTION, i)
          .ifPresent(node -> {
            String id = node.path("id").asString();
            if (!ids.add(id)) {
              problems.add(
                  document.problem(pointer, "is the id of another model rule; use a unique id"));
            }
            rules.add(rule(node, id));
          });
    }
    return new ModelRules(rules, document.id());
  }

  private static ModelRule rule(JsonNode node, String id) {
    return new ModelRule(
        "model:" + id,
        ExchangeSelector.read(node),
        texts(node.path("products")),
        models(node, "allow"),
        models(node, "deny"),
        node.path("mode").asString("enforce").equals("shadow"));
  }

  private static Optional<List<String>> models(JsonNode node, String key) {
    return node.has(key) ? Optional.of(texts(node.path(key))) : Optional.empty();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
