package dev.sluice.common.waf;

import dev.sluice.common.match.pattern.PatternBudget;
import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.waf.PatternFragments.ExpandedPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A reader of one rule, which reports all of its problems. */
final class WafRuleReader {
  /** The longest match of a pattern that has no bound of its own. */
  private static final int DEFAULT_MAX_LENGTH = 512;

  private final PolicyDocument document;
  private final int index;
  private final JsonNode rule;
  private final PatternFragments fragments;
  private final PatternBudget budget;
  private final List<PolicyProblem> problems;

  WafRuleReader(
      PolicyDocument document,
      int index,
      PatternFragments fragments,
      PatternBudget budget,
      List<PolicyProblem> problems) {
    this.document = document;
    this.index = index;
    this.rule = document.spec().path("rules").path(index);
    this.fragments = fragments;
    this.budget = budget;
    this.problems = problems;
  }

  String id() {
    return rule.path("id").asString();
  }

  /** Returns where the id of the rule is: file, line and column. */
  String place() {
    return document.problem("/rules/" + index + "/id", "").place();
  }

  void problem(String pointer, String message) {
    problems.add(document.problem("/rules/" + index + pointer, "rule " + id() + ": " + message));
  }

  /**
   * Returns the rule; empty if it is invalid, after reporting its problems. The examples are not
   * checked here.
   */
  Optional<WafRule> read() {
    List<PatternSet.Entry> detections = new ArrayList<>();
    JsonNode patterns = rule.path("patterns");
    for (int i = 0; i < patterns.size(); i++) {
      pattern(patterns.path(i).asString(), "/patterns/" + i).ifPresent(detections::add);
    }
    if (detections.size() < patterns.size()) {
      return Optional.empty();
    }
    WafAttackClass attack =
        WafAttackClass.valueOf(rule.path("class").asString().toUpperCase(Locale.ROOT));
    return Optional.of(new WafRule(id(), attack, detections));
  }

  /**
   * Checks the rule against its own examples.
   *
   * @param place the index of the rule; other rules may match its examples too
   */
  void checkExamples(WafPatterns all, int place) {
    check(
        all,
        place,
        "match",
        true,
        "is an example of a match, but none; correct the example or a pattern");
    check(all, place, "no_match", false, "matches, but must not; correct the example or a pattern");
  }

  private Optional<PatternSet.Entry> pattern(String source, String pointer) {
    if (fragments.usesRefused(source)) {
      return Optional.empty();
    }
    Optional<String> unknown = fragments.findUnknown(source);
    if (unknown.isPresent()) {
      problem(pointer, unknown.get());
      return Optional.empty();
    }
    // An attacker chooses the case of letters.
    ExpandedPattern expanded = fragments.expand("(?i)" + source);
    return switch (TextPattern.parse(expanded.text(), budget)) {
      case PatternResult.Accepted(TextPattern pattern) ->
          Optional.of(
              new PatternSet.Entry(pattern, maxLength(pattern, pointer), MatchCheck.ACCEPT_ALL));
      case PatternResult.Rejected(int at, String message) -> {
        int place = Math.max(1, expanded.place(at) - "(?i)".length() + 1);
        problem(pointer, "character " + place + ": " + message);
        yield Optional.empty();
      }
    };
  }

  private int maxLength(TextPattern pattern, String pointer) {
    int length = rule.path("max_length").asInt(pattern.maxLength().orElse(DEFAULT_MAX_LENGTH));
    if (length < pattern.minLength()) {
      problem(pointer, "needs more than the max_length of " + length + " bytes; raise it");
    }
    return length;
  }

  private void check(WafPatterns all, int place, String kind, boolean expected, String message) {
    JsonNode texts = rule.path("examples").path(kind);
    for (int i = 0; i < texts.size(); i++) {
      if (all.matchingRules(texts.path(i).asString()).get(place) != expected) {
        problem("/examples/" + kind + "/" + i, message);
      }
    }
  }
}
