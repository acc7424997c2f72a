package dev.sluice.common.waf;

import dev.sluice.common.match.pattern.PatternBudget;
import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.schema.NearestWord;
import dev.sluice.common.scope.ExchangeSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A compiler of valid rule files into a policy. */
public final class WafCompiler implements PolicyCompiler<WafPolicy> {
  /** The kind in the envelope of a rule file. */
  public static final String KIND = "WafRules";

  private static final String SCHEMA = "policies/schema/waf_rules.schema.json";

  /** Returns a loader of rule files. */
  public static PolicyFile<WafPolicy> file() {
    return new PolicyFile<>(KIND, SCHEMA, new WafCompiler());
  }

  @Override
  public WafPolicy compile(PolicyDocument document, List<PolicyProblem> problems) {
    return compileAll(List.of(document), problems);
  }

  /**
   * Compiles the rules of all documents as one list. The scopes of each document apply to all
   * rules.
   */
  @Override
  public WafPolicy compileAll(List<PolicyDocument> documents, List<PolicyProblem> problems) {
    List<WafRule> rules = new ArrayList<>();
    List<WafRuleReader> readers = new ArrayList<>();
    List<WafRuleScope> uses = new ArrayList<>();
    List<WafRuleExclusion> exceptions = new ArrayList<>();
    Map<String, String> ids = new LinkedHashMap<>();
    var budget = new PatternBudget();
    for (PolicyDocument document : documents) {
      PatternFragments fragments = fragments(document, problems);
      for (int i = 0; i < document.spec().path("rules").size(); i++) {
        if (document.entry("rules", i).isEmpty()) {
          continue;
        }
        var reader = new WafRuleReader(document, i, fragments, budget, problems);
        reader
            .read()
            .ifPresent(rule -> {
              rules.add(rule);
              readers.add(reader);
            });
        String earlier = ids.putIfAbsent(reader.id(), reader.place());
        if (earlier != null) {
          reader.problem("/id", "is the id of the rule at " + earlier + " too; use each id once");
        }
      }
      entries(document, "apply").map(WafCompiler::use).forEach(uses::add);
      entries(document, "except").map(WafCompiler::exception).forEach(exceptions::add);
    }
    if (documents.stream().allMatch(document -> document.allowsAll("rules"))) {
      documents.forEach(document -> checkNames(document, ids.keySet(), problems));
    }
    WafPatterns patterns = WafPatterns.of(rules);
    for (int place = 0; place < rules.size(); place++) {
      readers.get(place).checkExamples(patterns, place);
    }
    return new WafPolicy(
        PolicyDocument.versionOf(documents),
        PolicyDocument.idOf(documents),
        PolicyDocument.contentOf(documents),
        rules,
        patterns,
        uses,
        exceptions);
  }

  private static PatternFragments fragments(PolicyDocument document, List<PolicyProblem> problems) {
    var fragments = new PatternFragments();
    String section = "/fragments/";
    document.leftOut().stream()
        .filter(pointer -> pointer.startsWith(section))
        .forEach(pointer -> fragments.refuse(pointer.substring(section.length())));
    JsonNode named = document.spec().path("fragments");
    for (String name : named.propertyNames()) {
      fragments
          .define(name, named.path(name).asString())
          .ifPresent(why -> problems.add(document.problem("/fragments/" + name, why)));
    }
    return fragments;
  }

  private static Stream<JsonNode> entries(PolicyDocument document, String section) {
    return document.spec().path(section).valueStream().filter(JsonNode::isObject);
  }

  private static WafRuleScope use(JsonNode entry) {
    return new WafRuleScope(
        parts(entry),
        ExchangeSelector.read(entry),
        entry.path("action").asString("block").equals("block"));
  }

  private static WafRuleExclusion exception(JsonNode entry) {
    return new WafRuleExclusion(parts(entry), ExchangeSelector.read(entry), texts(entry, "rules"));
  }

  private static Set<WafPart> parts(JsonNode entry) {
    return texts(entry, "parts").stream().map(WafPart::ofName).collect(Collectors.toSet());
  }

  private static Set<String> texts(JsonNode entry, String key) {
    return entry.path(key).valueStream().map(JsonNode::asString).collect(Collectors.toSet());
  }

  /** Rejects an exclusion of an unknown rule, because its author would believe that it works. */
  private static void checkNames(
      PolicyDocument document, Set<String> ids, List<PolicyProblem> problems) {
    Set<String> known =
        Stream.concat(
                ids.stream(),
                Stream.of(WafAttackClass.values())
                    .map(type -> type.name().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toSet());
    JsonNode exceptions = document.spec().path("except");
    for (int i = 0; i < exceptions.size(); i++) {
      JsonNode rules = exceptions.path(i).path("rules");
      for (int j = 0; j < rules.size(); j++) {
        if (!known.contains(rules.path(j).asString())) {
          problems.add(
              document.problem(
                  "/except/" + i + "/rules/" + j,
                  "is not the id of a rule; "
                      + NearestWord.of(rules.path(j).asString(), known)
                          .map(word -> "did you mean \"" + word + "\"?")
                          .orElse("use one, or sqli or xss")));
        }
      }
    }
  }
}
