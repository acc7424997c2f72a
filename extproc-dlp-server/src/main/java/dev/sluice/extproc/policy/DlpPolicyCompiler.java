package dev.sluice.extproc.policy;

import dev.sluice.common.match.PatternBudget;
import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** From a rules file that its schema allows to the policy. */
public final class DlpPolicyCompiler implements PolicyCompiler<DlpPolicy> {
  /** The kind in the envelope of a rules file. */
  public static final String KIND = "DlpRules";

  /** The schema's place on the classpath. */
  public static final String SCHEMA = "policies/schema/dlp_rules.schema.json";

  private static final String INCREMENTAL = "pre_and_incremental";

  /** A loader of rules files. */
  public static PolicyFile<DlpPolicy> file() {
    return new PolicyFile<>(KIND, SCHEMA, new DlpPolicyCompiler());
  }

  @Override
  public DlpPolicy compile(PolicyDocument document, List<PolicyProblem> problems) {
    return compileAll(List.of(document), problems);
  }

  /** The rules of all documents, one behind the other. */
  @Override
  public DlpPolicy compileAll(List<PolicyDocument> documents, List<PolicyProblem> problems) {
    List<DlpRule> rules = new ArrayList<>();
    List<RuleScope> streams = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    var budget = new PatternBudget();
    int order = 0;
    for (PolicyDocument document : documents) {
      AllowList allowed = AllowReader.read(document, "/allow", problems, budget);
      int count = document.spec().path("rules").size();
      for (int i = 0; i < count; i++) {
        var reader = new RuleReader(i, order++, document, allowed, problems, budget);
        reader.read().ifPresent(rules::add);
        if (!seen.add(reader.identity())) {
          reader.problem("/id", "is used by an earlier rule of the same scope");
        }
      }
      streams.addAll(streams(document.spec()));
    }
    return new DlpPolicy(PolicyDocument.versionOf(documents), rules, streams);
  }

  /** {@code pre_only} adds nothing to what routes ask for themselves. */
  private static List<RuleScope> streams(JsonNode spec) {
    JsonNode mode = spec.path("defaults").path("stream_mode");
    if (mode.asString("").equals(INCREMENTAL)) {
      return List.of(RuleScope.everywhere(EnumSet.of(Direction.RESPONSE)));
    }
    return mode.valueStream()
        .filter(entry -> entry.path("mode").asString("").equals(INCREMENTAL))
        .map(entry -> RuleScope.read(entry, EnumSet.of(Direction.RESPONSE)))
        .toList();
  }
}
