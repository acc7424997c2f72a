package dev.sluice.extproc.policy;

import dev.sluice.common.match.pattern.PatternBudget;
import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.scope.ExchangeSelector;
import dev.sluice.extproc.rewriter.HashKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A compiler from a rules file, already valid by its schema, to the policy. */
public final class DlpPolicyCompiler implements PolicyCompiler<DlpPolicy> {
  /** The kind in the envelope of a rules file. */
  public static final String KIND = "DlpRules";

  /** The classpath resource of the schema. */
  private static final String SCHEMA = "policies/schema/dlp_rules.schema.json";

  private static final String INCREMENTAL = "pre_and_incremental";

  private final Optional<HashKey> key;
  private final boolean recognizer;

  /**
   * Creates a compiler; without a {@code key}, rules with hashes are rejected, and without a {@code
   * recognizer} those for external ones.
   */
  public DlpPolicyCompiler(Optional<HashKey> key, boolean recognizer) {
    this.key = key;
    this.recognizer = recognizer;
  }

  /** Returns a loader that only checks rules files, with a random hash key. */
  public static PolicyFile<DlpPolicy> file() {
    return file(Optional.of(HashKey.random()));
  }

  /** Returns a loader of rules files; {@code key} is the key for hashes. */
  public static PolicyFile<DlpPolicy> file(Optional<HashKey> key) {
    return file(key, true);
  }

  /**
   * Returns a loader of rules files.
   *
   * @param key the key for hashes
   * @param recognizer true if there is an external recognizer
   */
  public static PolicyFile<DlpPolicy> file(Optional<HashKey> key, boolean recognizer) {
    return new PolicyFile<>(KIND, SCHEMA, new DlpPolicyCompiler(key, recognizer));
  }

  @Override
  public DlpPolicy compile(PolicyDocument document, List<PolicyProblem> problems) {
    return compileAll(List.of(document), problems);
  }

  /** Compiles the rules of all documents, in sequence. */
  @Override
  public DlpPolicy compileAll(List<PolicyDocument> documents, List<PolicyProblem> problems) {
    List<DlpRule> rules = new ArrayList<>();
    List<ExchangeSelector> streams = new ArrayList<>();
    Map<List<Object>, String> seen = new HashMap<>();
    var budget = new PatternBudget();
    int order = 0;
    for (PolicyDocument document : documents) {
      AllowList allowed = AllowListReader.read(document, "/allow", problems, budget);
      int count = document.spec().path("rules").size();
      for (int i = 0; i < count; i++) {
        if (document.entry("rules", i).isEmpty()) {
          order++;
          continue;
        }
        var reader =
            new RuleReader(
                i, order, document, allowed, problems, budget, key.isPresent(), recognizer);
        List<DlpRule> read = reader.read();
        rules.addAll(read);
        order += Math.max(1, read.size());
        if (reader.scopeKnown()) {
          String earlier = seen.putIfAbsent(reader.identity(), reader.place());
          if (earlier != null) {
            reader.problem(
                "/id",
                "is the id of the rule at "
                    + earlier
                    + " of the same scope too; use another id or scope");
          }
        }
      }
      streams.addAll(streams(document.spec()));
    }
    return new DlpPolicy(
        PolicyDocument.versionOf(documents),
        PolicyDocument.idOf(documents),
        PolicyDocument.contentOf(documents),
        rules,
        streams,
        key);
  }

  /**
   * Returns the exchanges whose streams are inspected; {@code pre_only} adds none to those of the
   * routes.
   */
  private static List<ExchangeSelector> streams(JsonNode spec) {
    JsonNode mode = spec.path("defaults").path("stream_mode");
    if (mode.asString("").equals(INCREMENTAL)) {
      return List.of(ExchangeSelector.ALL);
    }
    return mode.valueStream()
        .filter(entry -> entry.path("mode").asString("").equals(INCREMENTAL))
        .map(ExchangeSelector::read)
        .toList();
  }
}
